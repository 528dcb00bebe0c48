package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.routing.RoutingQuestion;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipValues.Part;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * Lets the agency that leads a tip say what the machine got wrong. The tip takes the person's
 * values, and no later reading overturns them; what was read and what is right is kept as an
 * example. Where it would go by the new values is only suggested.
 */
@Singleton
public class TipCorrections {
  /** Longest reason, in characters. */
  public static final int MOST_CHARACTERS = 2_000;

  private static final UUID FIRST = new UUID(0, 0);
  private static final int BATCH = 200;

  private final CorrectionRows rows;
  private final TipRows tips;
  private final TipMessages messages;
  private final TipAccess access;
  private final TipVault vault;
  private final MoveRows open;
  private final RoutedToday routed;
  private final Catalogue catalogue;
  private final TipJson json;
  private final Audit audit;
  private final Live live;
  private final TipClocks clocks;
  private final Clock clock;

  TipCorrections(
      CorrectionRows rows,
      TipRows tips,
      TipMessages messages,
      TipAccess access,
      TipVault vault,
      MoveRows open,
      RoutedToday routed,
      Catalogue catalogue,
      TipJson json,
      Audit audit,
      Live live,
      TipClocks clocks,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.messages = messages;
    this.access = access;
    this.vault = vault;
    this.open = open;
    this.routed = routed;
    this.catalogue = catalogue;
    this.json = json;
    this.audit = audit;
    this.live = live;
    this.clocks = clocks;
    this.clock = clock;
  }

  /**
   * A correction that was made.
   *
   * @param parts what was corrected
   * @param reason in the words of who made it, null when none
   */
  public record View(
      UUID id,
      String version,
      TipValues before,
      TipValues right,
      List<Part> parts,
      @Nullable String reason,
      UUID by,
      Instant at) {

    @Override
    public String toString() {
      return "View[" + id + ", " + parts + "]";
    }
  }

  /**
   * Another agency that would lead the tip by the values it has now.
   *
   * @param why what the transfer there gives as its reason: it happened elsewhere, or it is another
   *     body's matter
   * @param reasons in plain Vietnamese
   */
  public record Suggestion(
      String agencyId, String agency, TipTransfers.Reason why, List<String> reasons) {

    /** The form that offers it there, with agency and reason filled in. */
    public String form(UUID tipId) {
      return "/desk/tips/%s/transfer?to=%s&reason=%s"
          .formatted(tipId, URLEncoder.encode(agencyId, StandardCharsets.UTF_8), why);
    }
  }

  /** What became of a correction. */
  public enum Outcome {
    /** Done, or done before by the same form. */
    DONE,
    /** There is no such tip for this person, or another agency leads it. */
    NOT_FOUND,
    /** Somebody or something changed the tip since the form was made. */
    CHANGED,
    /** The tip has these values already. */
    SAME,
    /** The unit does not stand today. */
    NO_SUCH_PLACE,
    /** The reason is too long. */
    TOO_LONG
  }

  /** Whether this person may correct what was read: at the agency that leads the tip. */
  public boolean mayCorrect(StaffMember viewer, UUID tipId) {
    return access.mayAsLead(viewer, tipId, Action.TIP_CORRECT);
  }

  /** What the tip is taken for now; whoever asks must have opened it. */
  @Transactional
  public Optional<TipValues> values(UUID tipId) {
    return tips.byId(tipId).map(TipCorrections::values);
  }

  /**
   * Gives the tip these values.
   *
   * @param id UUIDv7 of the form: the same twice is one correction
   * @param seen version of the tip that the form showed
   * @param reason why, null or blank when not said
   */
  @Transactional
  public Outcome correct(
      StaffMember viewer, UUID id, UUID tipId, int seen, TipValues right, @Nullable String reason) {
    if (tips.lock(tipId).isEmpty() || !mayCorrect(viewer, tipId)) {
      return Outcome.NOT_FOUND;
    }
    if (rows.known(id, tipId)) {
      return Outcome.DONE;
    }
    TipRows.Row tip = tips.byId(tipId).orElseThrow();
    String why = reason == null ? "" : reason.strip();
    TipValues before = values(tip);
    List<Part> parts = right.differences(before);
    Instant now = SqlTime.now(clock);
    if (why.length() > MOST_CHARACTERS) {
      return Outcome.TOO_LONG;
    }
    if (tip.version() != seen) {
      return Outcome.CHANGED;
    }
    // A place in doubt is settled by saying that it is unknown, too.
    if (parts.isEmpty() && !tip.placeAmbiguous()) {
      return Outcome.SAME;
    }
    if (parts.contains(Part.PLACE) && !stands(right.unitId(), LegalTime.day(now))) {
      return Outcome.NO_SUCH_PLACE;
    }
    store(viewer, id, tip, before, right, why, now);
    rows.give(
        tipId,
        right.kind().name(),
        right.categories().stream().map(Enum::name).collect(Collectors.joining(",")),
        right.urgency(),
        right.child(),
        right.unitId(),
        entered(tip, right.unitId(), now),
        now);
    clocks.reread(tipId, now);
    String changed = parts.stream().map(Enum::name).collect(Collectors.joining(","));
    audit.record(viewer.id(), "TIP_CORRECTED", "TIP", tipId.toString());
    tips.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        tipId,
        now,
        "CORRECTED",
        viewer.id(),
        "{\"parts\":\"%s\"}".formatted(changed));
    for (String agency : tips.agencies(tipId)) {
      live.afterCommit(TipWriter.DESK + agency, tipId.toString());
    }
    return Outcome.DONE;
  }

  /** Corrections of a tip, oldest first; whoever asks must have opened it. */
  @Transactional
  public List<View> ofTip(UUID tipId) {
    return rows.ofTip(tipId).stream().map(this::view).toList();
  }

  /**
   * Where a corrected tip would go by the values it has now; whoever asks must have opened it.
   *
   * @return empty when it was never corrected, is where it belongs, or is closed
   */
  @Transactional
  public Optional<Suggestion> suggestion(UUID tipId) {
    if (!rows.corrected(tipId)) {
      return Optional.empty();
    }
    Optional<MoveRows.Open> tip = open.open(tipId);
    CatalogueSnapshot snapshot = catalogue.now();
    return tip.flatMap(t -> routed.of(t, LegalTime.day(clock.instant())))
        .map(RoutedToday.Answer::decision)
        .filter(decision -> !decision.leadAgencyId().equals(tip.get().leadAgencyId()))
        .map(
            decision -> {
              String lead = decision.leadAgencyId();
              return new Suggestion(
                  lead,
                  snapshot.agency(lead).map(Agency::name).orElse(lead),
                  elsewhere(tipId)
                      ? TipTransfers.Reason.OTHER_PLACE
                      : TipTransfers.Reason.NOT_COMPETENT,
                  decision.reasons());
            });
  }

  /** Whether a person said that it happened elsewhere than was read. */
  private boolean elsewhere(UUID tipId) {
    return ofTip(tipId).stream().anyMatch(view -> view.parts().contains(Part.PLACE));
  }

  /**
   * The newest correction of every tip, for measuring; leaves one audit row for all.
   *
   * @param each gets the correction's id and the opened example
   */
  @Transactional
  public void examples(BiConsumer<UUID, CorrectionExample> each) {
    audit.record(null, "CORRECTIONS_READ", "CORRECTION", "ALL");
    UUID after = FIRST;
    List<CorrectionRows.Row> batch;
    do {
      batch = rows.newest(after, BATCH);
      for (CorrectionRows.Row row : batch) {
        each.accept(row.id(), example(row, vault.open(row.tipId(), row.wrapped())));
        after = row.id();
      }
    } while (batch.size() == BATCH);
  }

  private void store(
      StaffMember viewer,
      UUID id,
      TipRows.Row tip,
      TipValues before,
      TipValues right,
      String why,
      Instant now) {
    TipKey key = vault.open(tip.id(), tip.wrapped());
    TipRows.SealedReading sealed = tips.newestReading(tip.id()).orElseThrow();
    Understood understood =
        json.read(
            key.open(sealed.understood(), TipRows.READING_UNDERSTOOD, sealed.id()),
            Understood.class);
    String words =
        messages.open(tip).stream()
            .filter(line -> line.from() == Dialogue.From.REPORTER)
            .map(Dialogue.Line::text)
            .collect(Collectors.joining("\n"));
    CorrectionExample example =
        new CorrectionExample(
            words, LegalTime.day(tip.receivedAt()), hotline(sealed), understood, before, right);
    int added =
        rows.add(
            id,
            tip.id(),
            understood.version(),
            key.seal(json.write(example), CorrectionRows.EXAMPLE, id),
            why.isEmpty() ? null : key.seal(why, CorrectionRows.REASON, id),
            viewer.id(),
            now);
    if (added == 0) {
      throw new IllegalStateException("another tip has a correction of this id");
    }
  }

  private @Nullable Long hotline(TipRows.SealedReading sealed) {
    String question = sealed.question();
    return question == null ? null : json.read(question, RoutingQuestion.class).hotlineUnitId();
  }

  private boolean stands(@Nullable Long unitId, LocalDate day) {
    return unitId == null
        || catalogue.now().unit(unitId).map(unit -> unit.standsOn(day)).orElse(false);
  }

  /** The unit as the sender named it, as long as the right one is where that one was. */
  private @Nullable Long entered(TipRows.Row tip, @Nullable Long unitId, Instant now) {
    CatalogueSnapshot snapshot = catalogue.now();
    Unit named = snapshot.unit(tip.enteredUnitId()).orElse(null);
    boolean same =
        unitId != null
            && named != null
            && snapshot.currentOf(named, LegalTime.day(now)).stream()
                .anyMatch(unit -> unit.id() == unitId);
    return same ? tip.enteredUnitId() : unitId;
  }

  private View view(CorrectionRows.Row row) {
    TipKey key = vault.open(row.tipId(), row.wrapped());
    CorrectionExample example = example(row, key);
    byte[] reason = row.reason();
    return new View(
        row.id(),
        example.understood().version(),
        example.before(),
        example.right(),
        example.right().differences(example.before()),
        reason == null ? null : key.open(reason, CorrectionRows.REASON, row.id()),
        row.staffId(),
        row.at());
  }

  private CorrectionExample example(CorrectionRows.Row row, TipKey key) {
    return json.read(
        key.open(row.example(), CorrectionRows.EXAMPLE, row.id()), CorrectionExample.class);
  }

  private static TipValues values(TipRows.Row tip) {
    return new TipValues(
        Understood.Kind.valueOf(tip.kind()),
        Arrays.stream(tip.categories()).map(Category::valueOf).toList(),
        tip.urgency(),
        tip.child(),
        tip.unitId());
  }
}
