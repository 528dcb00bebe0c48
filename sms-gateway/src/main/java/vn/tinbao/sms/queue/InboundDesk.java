package vn.tinbao.sms.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.SmsSender;
import vn.tinbao.sms.queue.InboundRows.Place;
import vn.tinbao.sms.queue.ReceivedSms.Part;

/** Where providers hand in what people wrote to us. */
@Singleton
public class InboundDesk {
  private final JdbcOperations jdbc;
  private final InboundRows rows;
  private final InboundMedia media;
  private final Suppressions suppressions;
  private final PhoneKey phoneKey;
  private final BodySeal seal;
  private final InboundSettings settings;
  private final Bell bell;
  private final Clock clock;

  InboundDesk(
      JdbcOperations jdbc,
      InboundRows rows,
      InboundMedia media,
      Suppressions suppressions,
      PhoneKey phoneKey,
      BodySeal seal,
      InboundSettings settings,
      Bell bell,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.media = media;
    this.suppressions = suppressions;
    this.phoneKey = phoneKey;
    this.seal = seal;
    this.settings = settings;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * What became of a message.
   *
   * @param id ours of what was handed in, also when it was there already
   * @param isNew false: the provider repeated itself, nothing was stored
   */
  public record Arrival(UUID id, boolean isNew) {}

  /** A whole message without media. */
  @Transactional(TxType.REQUIRES_NEW)
  public Arrival accept(
      String provider,
      @Nullable String providerMessageId,
      SmsSender from,
      String to,
      String text,
      Instant at) {
    return take(new ReceivedSms(provider, providerMessageId, from, to, text, at));
  }

  /**
   * Seals and stores one message, or one part. It is committed when this returns: only then may the
   * provider be told that we have it. When this throws, the provider must be told to keep it.
   *
   * <p>Parts may come in any order, several times, and through several processes at once; {@link
   * SmsInbox#claim} puts them together.
   */
  @Transactional(TxType.REQUIRES_NEW)
  public Arrival accept(ReceivedSms sms) {
    return take(sms);
  }

  /**
   * The same for several in their order, with one commit: when this throws, none of them is stored.
   *
   * @return what became of each
   */
  @Transactional(TxType.REQUIRES_NEW)
  public List<Arrival> accept(List<ReceivedSms> several) {
    List<InboundRows.New> all = several.stream().map(this::row).toList();
    ByIndex.only(jdbc);
    rows.lock(all);
    Map<UUID, Boolean> stored = new HashMap<>();
    List<InboundRows.New> named = all.stream().filter(row -> row.echo() == null).toList();
    if (!named.isEmpty()) {
      rows.insertNamed(named).forEach(id -> stored.put(id, true));
    }
    List<InboundRows.New> whole =
        all.stream().filter(row -> row.echo() != null && row.sms().part() == null).toList();
    if (!whole.isEmpty()) {
      stored.putAll(rows.insertWhole(whole, repeatsSince(whole.get(0))));
    }
    all.stream()
        .filter(row -> row.sms().part() != null)
        .forEach(row -> stored.put(row.id(), store(row)));
    suppressions.aliveNumbers(all.stream().map(row -> row.from().hash()).toList());
    return all.stream().map(row -> arrival(row, stored.getOrDefault(row.id(), false))).toList();
  }

  private Arrival take(ReceivedSms sms) {
    InboundRows.New row = row(sms);
    ByIndex.only(jdbc);
    boolean stored = store(row);
    suppressions.aliveNumbers(List.of(row.from().hash()));
    return arrival(row, stored);
  }

  private InboundRows.New row(ReceivedSms sms) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new InboundRows.New(
        id,
        sms,
        phoneKey.seal(sms.from()),
        seal.seal(sms.text(), id),
        echo(sms),
        SqlTime.now(clock));
  }

  private Instant repeatsSince(InboundRows.New row) {
    return row.arrivedAt().minus(settings.repeatWindow());
  }

  private boolean store(InboundRows.New row) {
    if (row.sms().part() == null) {
      return rows.insert(row, Place.whole(row.arrivedAt()), repeatsSince(row));
    }
    Place place = rows.placeOf(row, row.arrivedAt().plus(settings.partsWait()));
    boolean stored = rows.insert(row, place, repeatsSince(row));
    if (stored && place.completes() != null) {
      rows.complete(place.completes(), row.arrivedAt());
    }
    return stored;
  }

  private Arrival arrival(InboundRows.New row, boolean stored) {
    ReceivedSms sms = row.sms();
    if (!stored) {
      Optional<UUID> known = rows.known(sms.provider(), sms.providerMessageId());
      return new Arrival(known.orElse(row.id()), false);
    }
    media.add(row.id(), sms, row.arrivedAt());
    bell.ringAfterCommit(SmsInbox.CHANNEL);
    return new Arrival(row.id(), true);
  }

  /**
   * The same for the same words, part, sender and number of ours. A provider's own id says better
   * whether it is the same; only parts need it then too, to tell a part that came twice from one of
   * another message under the same reference.
   */
  private byte @Nullable [] echo(ReceivedSms sms) {
    Part part = sms.part();
    if (sms.providerMessageId() != null && part == null) {
      return null;
    }
    return phoneKey.keyedHash(
        "sms echo",
        sms.provider(),
        sms.from().plain(),
        sms.to(),
        part == null ? "" : part.ref() + "/" + part.total() + "/" + part.number(),
        sms.text());
  }
}
