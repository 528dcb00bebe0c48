package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.routing.RoutingQuestion;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * Reads a tip anew when its reporter adds words. It completes what was unknown; it never overturns
 * a human's choice, nor a place that was already clear.
 */
@Singleton
class TipRereading {
  private final TipReader reader;
  private final TipRows rows;
  private final TransferRows transfers;
  private final SightRows sight;
  private final CorrectionRows corrections;
  private final TipVault vault;
  private final TipClocks clocks;
  private final Catalogue catalogue;
  private final TipJson json;
  private final ApplicationEventPublisher<TipRerouted> rerouted;
  private final ApplicationEventPublisher<LeadPassed> passed;
  private final Live live;
  private final Clock clock;

  TipRereading(
      TipReader reader,
      TipRows rows,
      TransferRows transfers,
      SightRows sight,
      CorrectionRows corrections,
      TipVault vault,
      TipClocks clocks,
      Catalogue catalogue,
      TipJson json,
      ApplicationEventPublisher<TipRerouted> rerouted,
      ApplicationEventPublisher<LeadPassed> passed,
      Live live,
      Clock clock) {
    this.reader = reader;
    this.rows = rows;
    this.transfers = transfers;
    this.sight = sight;
    this.corrections = corrections;
    this.vault = vault;
    this.clocks = clocks;
    this.catalogue = catalogue;
    this.json = json;
    this.rerouted = rerouted;
    this.passed = passed;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Reads the reporter's words together. Must run in the transaction that added them.
   *
   * @param placeAnswer the message that answers "which commune?", null when none does
   */
  void read(TipRows.Row tip, List<Dialogue.Line> dialogue, @Nullable String placeAnswer) {
    String words =
        dialogue.stream()
            .filter(line -> line.from() == Dialogue.From.REPORTER)
            .map(Dialogue.Line::text)
            .collect(Collectors.joining("\n"));
    Instant now = SqlTime.now(clock);
    Optional<RoutingQuestion> asked = asked(tip.id());
    Reading reading =
        reader.read(
            words,
            new TipReader.Told(tip.unitId(), placeAnswer, null),
            null,
            tip.immediateDanger(),
            asked.map(RoutingQuestion::hotlineUnitId).orElse(null),
            asked.map(RoutingQuestion::receivedBy).orElse(null),
            tip.receivedAt(),
            LegalTime.day(now));
    Optional<Understood> corrected = corrected(tip);
    boolean placeFound =
        tip.unitId() == null
            && reading.enteredUnitId() != null
            && corrected
                .map(before -> !Objects.equals(reading.enteredUnitId(), before.placeDecided()))
                .orElse(true);
    String lead = tip.leadAgencyId();
    boolean fallback = tip.fallback();
    if (placeFound && !tip.humanRouted() && !byHand(tip)) {
      fallback = reading.decision().fallback();
      if (!lead.equals(reading.decision().leadAgencyId())) {
        lead = reading.decision().leadAgencyId();
        handOver(tip, reading, now);
      }
    }
    UUID readingId = UuidCreator.getTimeOrderedEpoch();
    TipKey key = vault.open(tip.id(), tip.wrapped());
    rows.addReading(
        readingId,
        tip.id(),
        key.seal(json.write(reading.understood()), TipRows.READING_UNDERSTOOD, readingId),
        json.write(reading.decision()),
        json.write(reading.question()),
        now);
    rows.reread(
        tip.id(),
        corrected.isPresent() ? tip.kind() : reading.kind(tip.immediateDanger()).name(),
        placeFound ? reading.unitId() : tip.unitId(),
        placeFound ? reading.enteredUnitId() : tip.enteredUnitId(),
        placeFound ? reading.ambiguous() : tip.placeAmbiguous(),
        corrected.isPresent()
            ? String.join(",", tip.categories())
            : reading.categories().stream().map(Enum::name).collect(Collectors.joining(",")),
        urgency(tip, reading, corrected),
        reading.understood().child() && !corrected.map(Understood::child).orElse(false),
        reading.understood().crossBorder(),
        lead,
        fallback,
        now);
    if (lead.equals(tip.leadAgencyId())) {
      clocks.reread(tip.id(), now);
    } else {
      clocks.goOn(tip.id(), tip.receivedAt(), now);
      passed.publishEvent(new LeadPassed(tip.id(), tip.leadAgencyId(), lead, false, false, null));
    }
  }

  /**
   * What was understood before, of a tip that a person corrected: only what the new words say
   * beyond it is new.
   */
  private Optional<Understood> corrected(TipRows.Row tip) {
    if (!corrections.corrected(tip.id())) {
      return Optional.empty();
    }
    TipKey key = vault.open(tip.id(), tip.wrapped());
    return rows.newestReading(tip.id())
        .map(
            row ->
                json.read(
                    key.open(row.understood(), TipRows.READING_UNDERSTOOD, row.id()),
                    Understood.class));
  }

  /** A person's urgency stays, unless the new words tell of something worse. */
  private static int urgency(TipRows.Row tip, Reading reading, Optional<Understood> corrected) {
    boolean nothingWorse =
        corrected.map(before -> reading.understood().urgency() <= before.urgency()).orElse(false);
    return nothingWorse ? tip.urgency() : reading.urgency();
  }

  /** What routing was asked before: whose line or desk received it, as far as that was kept. */
  private Optional<RoutingQuestion> asked(UUID tipId) {
    return rows.newestReading(tipId)
        .map(TipRows.SealedReading::question)
        .map(question -> json.read(question, RoutingQuestion.class));
  }

  /**
   * Whether people decide where it goes: it is in somebody's register, an offer is open, or not
   * every agency may have it.
   */
  private boolean byHand(TipRows.Row tip) {
    return !tip.state().equals("RECEIVED")
        || transfers.open(tip.id())
        || sight.restriction(tip.id()).isPresent()
        || sight.everOfficial(tip.id());
  }

  private void handOver(TipRows.Row tip, Reading reading, Instant now) {
    CatalogueSnapshot snapshot = catalogue.now();
    rows.agencies(tip.id())
        .forEach(agency -> live.afterCommit(TipWriter.DESK + agency, tip.id().toString()));
    rows.endAgencies(tip.id(), now);
    List<String> agencies = TipIntake.agenciesOf(reading);
    for (int i = 0; i < agencies.size(); i++) {
      rows.addAgency(tip.id(), agencies.get(i), i == 0 ? "LEAD" : "SUPPORTING", now);
      live.afterCommit(TipWriter.DESK + agencies.get(i), tip.id().toString());
    }
    Agency lead = snapshot.agency(agencies.get(0)).orElseThrow();
    rows.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        tip.id(),
        now,
        "REROUTED",
        null,
        "{\"from\":\"%s\",\"lead\":\"%s\",\"fallback\":%s}"
            .formatted(tip.leadAgencyId(), lead.id(), reading.decision().fallback()));
    rerouted.publishEvent(
        new TipRerouted(
            tip.id(),
            lead.id(),
            snapshot.unit(reading.enteredUnitId()).map(snapshot::fullPlace).orElse("")));
  }
}
