package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Hotline;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitOutlines;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.vault.ReceiptCode;
import vn.tinbao.server.vault.ReceiptCodes;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * The door through which every report comes in, whatever the channel: read, sealed, routed, its
 * clocks started and stored in one transaction. A tip that was acknowledged is in the database, has
 * exactly one responsible agency and has a clock.
 */
@Singleton
public class TipIntake {
  private final TipReader reader;
  private final OfficialInvolved officials;
  private final TipVault vault;
  private final ReceiptCodes receipts;
  private final TipClocks clocks;
  private final TipWriter writer;
  private final TipRows rows;
  private final Catalogue catalogue;
  private final UnitOutlines outlines;
  private final TipJson json;
  private final Clock clock;

  TipIntake(
      TipReader reader,
      OfficialInvolved officials,
      TipVault vault,
      ReceiptCodes receipts,
      TipClocks clocks,
      TipWriter writer,
      TipRows rows,
      Catalogue catalogue,
      UnitOutlines outlines,
      TipJson json,
      Clock clock) {
    this.reader = reader;
    this.officials = officials;
    this.vault = vault;
    this.receipts = receipts;
    this.clocks = clocks;
    this.writer = writer;
    this.rows = rows;
    this.catalogue = catalogue;
    this.outlines = outlines;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Takes in one report. Runs in the caller's transaction when there is one, else in its own.
   * Idempotent: the same id and replay key give the same receipt and no second tip.
   *
   * @throws vn.tinbao.server.routing.NoAgencyException when no catalogue was imported yet
   */
  public IntakeOutcome submit(TipSubmission submission) {
    Instant now = SqlTime.now(clock);
    TipSubmission.GivenPlace place = submission.place();
    Reading read =
        reader.read(
            submission.narrative(),
            place == null ? TipReader.Told.NOTHING : told(place, now),
            submission.category(),
            submission.immediateDanger(),
            submission.hotlineUnitId(),
            submission.receivedBy(),
            now);
    Reading reading = submission.official() == null ? read : officials.keepAway(read, now);
    return take(submission, reading, now);
  }

  /**
   * Takes in a part of a tip as a tip of its own: read and sealed like any other, led by the agency
   * that leads the whole, received when the whole was. In the transaction of whoever holds the
   * whole. Idempotent like {@link #submit}.
   *
   * @throws java.util.NoSuchElementException when there is no such whole
   */
  public IntakeOutcome submitPart(TipSubmission submission, UUID ofTip) {
    TipRows.Row whole = rows.byId(ofTip).orElseThrow();
    Reading read =
        reader.read(
            submission.narrative(),
            TipReader.Told.NOTHING,
            submission.category(),
            submission.immediateDanger(),
            submission.hotlineUnitId(),
            submission.receivedBy(),
            whole.receivedAt(),
            LegalTime.day(clock.instant()));
    Agency lead = catalogue.now().agency(whole.leadAgencyId()).orElseThrow();
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "Tách từ một tin do "
            + lead.name()
            + " chủ trì: cơ quan tách giữ chủ trì, chuyển đi khi thấy không thuộc thẩm quyền"
            + " (TTLT 01/2017 Đ12).");
    reasons.addAll(read.decision().reasons());
    boolean placed = read.unitId() != null || read.ambiguous();
    Reading reading =
        new Reading(
            read.understood(),
            read.categories(),
            Math.max(read.urgency(), 1),
            placed ? read.unitId() : whole.unitId(),
            placed ? read.enteredUnitId() : whole.enteredUnitId(),
            read.ambiguous(),
            read.question(),
            read.decision().onlyFor(lead.id(), lead.derived(), reasons));
    return take(submission, reading, whole.receivedAt());
  }

  private IntakeOutcome take(TipSubmission submission, Reading reading, Instant receivedAt) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency lead = snapshot.agency(reading.decision().leadAgencyId()).orElseThrow();
    ReceiptCode code = receipts.issue(submission.id(), submission.replayKey());
    byte[] replayHash = receipts.replayHash(submission.id(), submission.replayKey());
    NewTip tip =
        new NewTip(
            submission,
            reading,
            sealed(submission, reading),
            receipts.hash(code),
            replayHash,
            clocks.atReceipt(lead, reading.decision().profile(), reading.unitId(), receivedAt),
            receivedAt);
    if (writer.write(tip)) {
      return new IntakeOutcome.Received(
          receipt(submission.id(), code, lead.id(), reading.unitId(), receivedAt), false);
    }
    TipRows.Known known = rows.known(submission.id()).orElseThrow();
    if (!MessageDigest.isEqual(known.replayHash(), replayHash)) {
      return new IntakeOutcome.IdTaken();
    }
    return new IntakeOutcome.Received(
        receipt(submission.id(), code, known.leadAgencyId(), known.unitId(), known.receivedAt()),
        true);
  }

  private NewTip.Sealed sealed(TipSubmission submission, Reading reading) {
    UUID id = submission.id();
    TipKey key = vault.newKey(id);
    TipSubmission.Reporter reporter = submission.reporter();
    String official = submission.official();
    return new NewTip.Sealed(
        key.wrapped(),
        key.seal(submission.narrative(), TipRows.MESSAGE_BODY, id),
        key.seal(json.write(reading.understood()), TipRows.READING_UNDERSTOOD, id),
        submission.place() == null
            ? null
            : key.seal(json.write(toldPlace(submission.place())), TipRows.READING_PLACE, id),
        json.write(reading.decision()),
        json.write(reading.question()),
        reporter == null || !reporter.given()
            ? null
            : vault.sealIdentity(key, json.write(identityFields(reporter))),
        official == null || official.isBlank()
            ? null
            : key.seal(official.strip(), SightRows.OFFICIAL, id));
  }

  private TipReceipt receipt(
      UUID id, ReceiptCode code, String leadAgencyId, @Nullable Long unitId, Instant receivedAt) {
    CatalogueSnapshot snapshot = catalogue.now();
    Optional<Unit> unit = snapshot.unit(unitId);
    return new TipReceipt(
        id,
        code,
        snapshot.agency(leadAgencyId).map(Agency::name).orElse(leadAgencyId),
        receivedAt,
        unit.map(snapshot::fullPlace).orElse(null),
        dangerLine(snapshot, unit.orElse(null), receivedAt));
  }

  /** The line to call when there is no time to wait. */
  static Optional<Hotline> dangerLine(CatalogueSnapshot snapshot, @Nullable Unit unit, Instant at) {
    List<Hotline> lines = snapshot.hotlinesFor(unit, LegalTime.day(at));
    return lines.stream()
        .filter(line -> line.purposes().contains("IMMEDIATE_DANGER"))
        .findFirst()
        .or(() -> lines.stream().findFirst());
  }

  private TipReader.Told told(TipSubmission.GivenPlace place, Instant now) {
    Double lat = place.lat();
    Double lon = place.lon();
    Long within =
        place.unitId() == null && lat != null && lon != null
            ? outlines
                .communeAt(lat, lon, LegalTime.day(now))
                .map(UnitOutlines.Near::unitId)
                .orElse(null)
            : null;
    return new TipReader.Told(place.unitId(), place.text(), within);
  }

  private static ToldPlace toldPlace(TipSubmission.GivenPlace place) {
    return new ToldPlace(place.text(), place.lat(), place.lon());
  }

  private static Map<String, Object> identityFields(TipSubmission.Reporter reporter) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "name", reporter.name());
    put(fields, "phone", reporter.phone());
    put(fields, "safeContact", reporter.safeContact());
    return fields;
  }

  private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
    if (value != null) {
      fields.put(key, value);
    }
  }

  /** Agencies that see a tip, the lead first. */
  static List<String> agenciesOf(Reading reading) {
    List<String> agencies = new ArrayList<>();
    agencies.add(reading.decision().leadAgencyId());
    agencies.addAll(reading.decision().supportingAgencyIds());
    return agencies;
  }
}
