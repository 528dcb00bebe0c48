package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.ReceiptCodes;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * Takes in what a duty officer types while somebody is on the phone: the same way as every other
 * report, but the receipt code is not shown to anyone. The officer gets a one-time code to read
 * out.
 */
@Singleton
public class DeskReports {
  private final TipIntake intake;
  private final FirstCodes firstCodes;
  private final TipAccess access;
  private final ReceiptCodes codes;
  private final PhoneKey phones;
  private final Catalogue catalogue;
  private final Audit audit;

  DeskReports(
      TipIntake intake,
      FirstCodes firstCodes,
      TipAccess access,
      ReceiptCodes codes,
      PhoneKey phones,
      Catalogue catalogue,
      Audit audit) {
    this.intake = intake;
    this.firstCodes = firstCodes;
    this.access = access;
    this.codes = codes;
    this.phones = phones;
    this.catalogue = catalogue;
    this.audit = audit;
  }

  /**
   * What the caller said.
   *
   * @param id UUIDv7 of the form: the same twice is one tip and one code
   * @param phone where answers may be sent by SMS, null when nowhere; sealed like a texter's
   * @param reporter who the caller is, null when they did not say
   * @param official as in {@link TipSubmission}
   */
  public record Call(
      UUID id,
      String story,
      @Nullable String place,
      boolean immediateDanger,
      TipSubmission.@Nullable Reporter reporter,
      @Nullable PhoneNumber phone,
      @Nullable String official) {

    @Override
    public String toString() {
      return "Call[" + id + "]";
    }
  }

  /**
   * It is in the database.
   *
   * @param code empty when the caller has used it already
   * @param mayOpen whether the one who typed it may open the tip now
   * @param repeated whether it was in before
   */
  public record Taken(
      UUID tipId,
      Optional<FirstCodes.Issued> code,
      String leadAgency,
      boolean mayOpen,
      boolean repeated) {}

  /**
   * Takes it in.
   *
   * @return empty when another tip has this id, also one that somebody else typed
   */
  @Transactional
  public Optional<Taken> take(StaffMember by, Call call) {
    String place = call.place();
    PhoneNumber phone = call.phone();
    TipSubmission.Reporter reporter = call.reporter();
    IntakeOutcome outcome =
        intake.submit(
            new TipSubmission(
                call.id(),
                codes.replayKeyOfTyped(call.id()),
                Channel.DESK,
                call.story(),
                null,
                null,
                place == null ? null : new TipSubmission.GivenPlace(place, null, null, null),
                reporter != null && reporter.says() ? reporter : null,
                phone == null ? null : phones.seal(phone),
                Locale.forLanguageTag("vi"),
                call.immediateDanger(),
                catalogue.now().agency(by.agencyId()).map(Agency::unitId).orElse(null),
                call.official(),
                by.agencyId()));
    if (!(outcome instanceof IntakeOutcome.Received received)) {
      return Optional.empty();
    }
    UUID tipId = received.receipt().id();
    Optional<FirstCodes.Again> again =
        received.repeated() ? firstCodes.again(tipId, by.id()) : Optional.empty();
    if (received.repeated() && again.isEmpty()) {
      return Optional.empty();
    }
    Optional<FirstCodes.Issued> code =
        again.map(FirstCodes.Again::code).orElseGet(() -> typed(by, tipId));
    if (received.repeated() && code.isPresent()) {
      audit.record(by.id(), "TIP_CODE_AGAIN", "TIP", tipId.toString());
    }
    return Optional.of(
        new Taken(
            tipId,
            code,
            received.receipt().leadAgency(),
            access.mayOpen(by, tipId),
            received.repeated()));
  }

  private Optional<FirstCodes.Issued> typed(StaffMember by, UUID tipId) {
    audit.record(by.id(), "TIP_TYPED", "TIP", tipId.toString());
    return Optional.of(firstCodes.issue(tipId, by.id()));
  }
}
