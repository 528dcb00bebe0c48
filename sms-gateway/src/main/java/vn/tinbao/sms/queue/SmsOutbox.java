package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.text.Segments;

/** Where the server puts messages that the phone network shall carry. */
@Singleton
public class SmsOutbox {
  static final String CHANNEL = "sms_outbound";
  private static final int AT_ONCE = 500;

  private final JdbcOperations jdbc;
  private final PhoneKey key;
  private final Campaigns campaigns;
  private final Bell bell;
  private final Clock clock;

  SmsOutbox(JdbcOperations jdbc, PhoneKey key, Campaigns campaigns, Bell bell, Clock clock) {
    this.jdbc = jdbc;
    this.key = key;
    this.campaigns = campaigns;
    this.bell = bell;
    this.clock = clock;
  }

  /** A message as it is stored. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sealed(OutboundSms sms, String area, byte[] body, int segments) {
    @Nullable String safeFrom() {
      return sms.safeHours() == null ? null : sms.safeHours().from().toString();
    }

    @Nullable String safeUntil() {
      return sms.safeHours() == null ? null : sms.safeHours().until().toString();
    }
  }

  /**
   * Takes a message in the caller's transaction: it is sent if and only if that commits. The text
   * is stored sealed and erased when the message reaches its last state.
   *
   * @return false: a message with this id is there already; nothing was changed
   */
  @Transactional
  public boolean enqueue(OutboundSms sms) {
    return enqueueAll(List.of(sms)) == 1;
  }

  /**
   * The same for many, in one transaction; some thousand at once are a good number.
   *
   * @return how many of them were not there already
   */
  @Transactional
  public int enqueueAll(List<OutboundSms> messages) {
    int taken = 0;
    for (int i = 0; i < messages.size(); i += AT_ONCE) {
      List<Sealed> some = new ArrayList<>();
      Map<String, Composed> texts = new HashMap<>(); // a campaign says the same to many
      for (OutboundSms sms : messages.subList(i, Math.min(i + AT_ONCE, messages.size()))) {
        some.add(seal(sms, texts.computeIfAbsent(sms.body(), Composed::of)));
      }
      taken += insert(some);
    }
    if (taken > 0) {
      bell.ringAfterCommit(CHANNEL);
    }
    return taken;
  }

  /** A text as it is sent. */
  private record Composed(String text, int segments) {
    static Composed of(String body) {
      String text = Segments.compose(body);
      return new Composed(text, Segments.of(text).count());
    }

    @Override
    public String toString() {
      return "Composed[…]";
    }
  }

  private Sealed seal(OutboundSms sms, Composed composed) {
    return new Sealed(
        sms, area(sms.to()), key.sealText(composed.text(), sms.id()), composed.segments());
  }

  private String area(SealedPhone to) {
    try {
      return Areas.of(key.open(to));
    } catch (IllegalArgumentException e) {
      return Areas.UNKNOWN; // fails alone, when it is to be sent
    }
  }

  private int insert(List<Sealed> messages) {
    return jdbc.prepareStatement(
        """
        INSERT INTO sms.outbound
          (id, message_class, lane, area, campaign, to_hash, to_cipher, body, segments, state, rank,
           next_at, valid_until, safe_from, safe_until, created_at, changed_at)
        SELECT id, message_class, lane, area, campaign, to_hash, to_cipher, body, segments, 'QUEUED',
               10, ?, valid_until, safe_from, safe_until, ?, ?
          FROM unnest(?::uuid[], ?::text[], ?::smallint[], ?::text[], ?::uuid[], ?::bytea[],
                      ?::bytea[], ?::bytea[], ?::smallint[], ?::timestamptz[], ?::time[], ?::time[])
               AS w(id, message_class, lane, area, campaign, to_hash, to_cipher, body, segments,
                    valid_until, safe_from, safe_until)
        ON CONFLICT (id) DO NOTHING
        """,
        insert -> {
          Instant now = clock.instant();
          insert.setObject(1, SqlTime.of(now));
          insert.setObject(2, SqlTime.of(now));
          insert.setObject(3, SqlTime.of(now));
          SqlArrays.set(insert, 4, "uuid", messages, m -> m.sms().id());
          SqlArrays.set(insert, 5, "text", messages, m -> m.sms().messageClass().name());
          SqlArrays.set(insert, 6, "smallint", messages, m -> m.sms().messageClass().lane());
          SqlArrays.set(insert, 7, "text", messages, Sealed::area);
          SqlArrays.set(insert, 8, "uuid", messages, m -> m.sms().campaign());
          SqlArrays.set(insert, 9, messages.stream().map(m -> m.sms().to().hash()).toList());
          SqlArrays.set(insert, 10, messages.stream().map(m -> m.sms().to().cipher()).toList());
          SqlArrays.set(insert, 11, messages.stream().map(Sealed::body).toList());
          SqlArrays.set(insert, 12, "smallint", messages, Sealed::segments);
          SqlArrays.set(insert, 13, "timestamptz", messages, m -> m.sms().validUntil());
          SqlArrays.set(insert, 14, "time", messages, Sealed::safeFrom);
          SqlArrays.set(insert, 15, "time", messages, Sealed::safeUntil);
          return insert.executeUpdate();
        });
  }

  /**
   * Holds a campaign: from the moment this is committed nothing more of it is claimed; what is on
   * its way is not called back. It may be held before it has messages.
   *
   * @return false: it is held or canceled already
   */
  @Transactional
  public boolean hold(UUID campaign) {
    return campaigns.set(campaign, CampaignState.HELD);
  }

  /**
   * Lets a held campaign go on, within seconds.
   *
   * @return false: it runs, or is canceled
   */
  @Transactional
  public boolean release(UUID campaign) {
    boolean released = campaigns.set(campaign, CampaignState.RUNNING);
    if (released) {
      bell.ringAfterCommit(CHANNEL);
    }
    return released;
  }

  /**
   * Stops a campaign for good: what was not claimed before this is committed is never sent, and
   * becomes {@link OutboundState#CANCELED}.
   *
   * @return false: it is canceled already
   */
  @Transactional
  public boolean cancel(UUID campaign) {
    return campaigns.set(campaign, CampaignState.CANCELED);
  }

  /**
   * What has become of these messages; by the primary key. A final state other than {@link
   * OutboundState#DELIVERED} may still become that one: networks correct themselves.
   *
   * @return those that the ledger still knows, see {@link RetentionSettings}
   */
  @Transactional
  public Map<UUID, Fate> fates(Collection<UUID> ids) {
    return jdbc.prepareStatement(
        "SELECT id, state, error_code, cost FROM sms.outbound WHERE id = ANY (?)",
        select -> {
          SqlArrays.set(select, 1, "uuid", ids, id -> id);
          Map<UUID, Fate> fates = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              fates.put(
                  row.getObject("id", UUID.class),
                  new Fate(
                      OutboundState.valueOf(row.getString("state")),
                      row.getString("error_code"),
                      row.getLong("cost")));
            }
          }
          return fates;
        });
  }

  /**
   * Which of these messages were given to an operator at that moment or later, the last time if
   * several times. By the primary key of attempts.
   */
  @Transactional
  public Set<UUID> sentSince(Collection<UUID> ids, Instant since) {
    return jdbc.prepareStatement(
        "SELECT DISTINCT message_id FROM sms.attempt WHERE message_id = ANY (?) AND started_at >= ?",
        select -> {
          SqlArrays.set(select, 1, "uuid", ids, id -> id);
          select.setObject(2, SqlTime.of(since));
          Set<UUID> found = new HashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject("message_id", UUID.class));
            }
          }
          return found;
        });
  }

  /**
   * How many messages of a campaign wait to be claimed now, counted no further than {@code most}:
   * whoever hands over many at once keeps the queue short by it. What rests until another day is
   * not among them. By outbound_campaign_waiting.
   */
  @Transactional
  public int waiting(UUID campaign, int most) {
    return jdbc.prepareStatement(
        """
        SELECT count(*) FROM (SELECT 1 FROM sms.outbound
                               WHERE campaign = ? AND state = 'QUEUED' AND next_at <= ?
                               LIMIT ?) waiting
        """,
        select -> {
          select.setObject(1, campaign);
          select.setObject(2, SqlTime.of(clock.instant()));
          select.setInt(3, most);
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }
}
