package vn.tinbao.server.console.papers;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.attachment.AttachmentDesk;
import vn.tinbao.server.attachment.Origin;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PaperForm;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.PaperForms;
import vn.tinbao.server.papers.PaperNumbers;
import vn.tinbao.server.papers.PaperNumbers.Series;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipRegister;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.server.web.Ui;

/**
 * Fills papers from tips. Whoever prints a tip opens it: the same sight, an audit row for the
 * opening and one for the print, in one transaction with what was read.
 */
@Singleton
class TipPapers {
  /** A period with more tips than this is not printed at once. */
  static final int MOST_LINES = 500;

  static final String REGISTER = "register-extract";
  static final String RECORD = "intake-record";
  static final String SLIP = "transfer-slip";

  private final TipDesk desk;
  private final TipAccess access;
  private final TipTransfers transfers;
  private final TipRegister register;
  private final Assignments assignments;
  private final AttachmentDesk attachments;
  private final StaffAccounts accounts;
  private final PaperForms forms;
  private final PaperNumbers numbers;
  private final PaperWords words;
  private final FactsOfRegister facts;
  private final Audit audit;
  private final Clock clock;

  TipPapers(
      TipDesk desk,
      TipAccess access,
      TipTransfers transfers,
      TipRegister register,
      Assignments assignments,
      AttachmentDesk attachments,
      StaffAccounts accounts,
      PaperForms forms,
      PaperNumbers numbers,
      PaperWords words,
      FactsOfRegister facts,
      Audit audit,
      Clock clock) {
    this.desk = desk;
    this.access = access;
    this.transfers = transfers;
    this.register = register;
    this.assignments = assignments;
    this.attachments = attachments;
    this.accounts = accounts;
    this.forms = forms;
    this.numbers = numbers;
    this.words = words;
    this.facts = facts;
    this.audit = audit;
    this.clock = clock;
  }

  /** An extract of a period, or that there is too much in it. */
  sealed interface Extract {
    record Printed(Paper paper) implements Extract {}

    record TooMany() implements Extract {}
  }

  /** Empty when the viewer may not open this tip. */
  @Transactional
  public Optional<Paper> intakeRecord(StaffMember viewer, UUID tipId, PaperFormat format) {
    Instant now = now();
    return opened(viewer, tipId, RECORD, format)
        .map(
            tip ->
                new IntakeRecord(form(RECORD, now), words)
                    .of(
                        tip,
                        viewer.agencyId(),
                        takenBy(tip),
                        files(viewer, tip),
                        facts(viewer, tip),
                        now));
  }

  /**
   * Empty when the viewer may not open this tip, or it has no such transfer.
   *
   * @param transferId null: a slip without receiver, to be filled by hand
   */
  @Transactional
  public Optional<Paper> transferSlip(
      StaffMember viewer, UUID tipId, @Nullable UUID transferId, PaperFormat format) {
    Optional<TipTransfers.Slip> slip =
        transferId == null ? Optional.empty() : transfers.slip(tipId, transferId);
    if (transferId != null && slip.isEmpty()) {
      return Optional.empty();
    }
    Instant now = now();
    return opened(viewer, tipId, SLIP, format)
        .map(
            tip ->
                new TransferSlip(form(SLIP, now), words)
                    .of(
                        tip,
                        viewer.agencyId(),
                        slip.orElse(null),
                        slip.flatMap(s -> number(s)),
                        files(viewer, tip),
                        now));
  }

  /**
   * Gives the slip of an own transfer its number, once.
   *
   * @return whether the viewer may open this tip and the own agency offered the transfer
   */
  @Transactional
  public boolean number(StaffMember viewer, UUID tipId, UUID transferId) {
    Optional<TipTransfers.Slip> slip =
        transfers
            .slip(tipId, transferId)
            .filter(s -> s.fromId().equals(viewer.agencyId()))
            .filter(s -> desk.mayAct(viewer, tipId));
    slip.ifPresent(
        s -> {
          numbers.give(s.fromId(), Series.OUTGOING, transferId, viewer.id());
          audit.record(viewer.id(), "PAPER_NUMBERED", "TIP", tipId.toString(), code(SLIP));
        });
    return slip.isPresent();
  }

  /** Empty when the viewer may not open this tip, or the own agency never led it. */
  @Transactional
  public Optional<Paper> registerExtract(StaffMember viewer, UUID tipId, PaperFormat format) {
    List<TipRegister.Entry> entries = register.ofTip(viewer, tipId);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    TipRegister.Entry entry = entries.get(entries.size() - 1);
    Instant now = now();
    return opened(viewer, tipId, REGISTER, format)
        .map(
            tip ->
                new RegisterExtract(form(REGISTER, now), words)
                    .ofTip(
                        viewer.agencyId(),
                        new RegisterExtract.Line(
                            entry,
                            numbers.find(viewer.agencyId(), Series.REGISTER, tipId).orElse(null),
                            tip,
                            officers(tipId),
                            facts(viewer, tip)),
                        now));
  }

  /** The register of the viewer's agency from the first to the last day, both included. */
  @Transactional
  public Extract register(StaffMember viewer, LocalDate first, LocalDate last, PaperFormat format) {
    List<TipRegister.Entry> entries =
        register.of(
            viewer,
            first.atStartOfDay(Ui.ZONE).toInstant(),
            last.plusDays(1).atStartOfDay(Ui.ZONE).toInstant(),
            MOST_LINES + 1);
    if (entries.size() > MOST_LINES) {
      return new Extract.TooMany();
    }
    Map<UUID, PaperNumbers.Given> given =
        numbers.of(
            viewer.agencyId(),
            Series.REGISTER,
            entries.stream().map(TipRegister.Entry::tipId).toList());
    List<RegisterExtract.Line> lines = new ArrayList<>();
    for (TipRegister.Entry entry : entries) {
      Optional<TipDesk.View> tip = opened(viewer, entry.tipId(), REGISTER, format);
      lines.add(
          new RegisterExtract.Line(
              entry,
              given.get(entry.tipId()),
              tip.orElse(null),
              tip.map(t -> officers(t.id())).orElse(List.of()),
              tip.map(t -> facts(viewer, t)).orElse(RegisterFacts.none())));
    }
    Instant now = now();
    return new Extract.Printed(
        new RegisterExtract(form(REGISTER, now), words)
            .ofPeriod(viewer.agencyId(), first, last, lines, now));
  }

  private Optional<TipDesk.View> opened(
      StaffMember viewer, UUID tipId, String form, PaperFormat format) {
    Optional<TipDesk.View> tip = desk.open(viewer, tipId);
    tip.ifPresent(
        t ->
            audit.record(
                viewer.id(),
                "TIP_PRINTED",
                "TIP",
                tipId.toString(),
                code(form) + "_" + format.name()));
    return tip;
  }

  private Optional<PaperNumbers.Given> number(TipTransfers.Slip slip) {
    return numbers.find(slip.fromId(), Series.OUTGOING, slip.transfer().id());
  }

  private @Nullable String takenBy(TipDesk.View tip) {
    return tip.timeline().stream()
        .filter(event -> event.kind().equals("RECEIVED"))
        .findFirst()
        .map(TipDesk.EventLine::staffId)
        .flatMap(accounts::byId)
        .map(StaffMember::name)
        .orElse(null);
  }

  private List<String> officers(UUID tipId) {
    return assignments.ofTip(tipId).stream()
        .filter(task -> task.state().atWork() || task.state() == AssignmentState.DONE)
        .map(Assignments.View::officerId)
        .distinct()
        .flatMap(id -> accounts.byId(id).stream())
        .map(StaffMember::name)
        .toList();
  }

  /** The register is the lead's: who supports prints what was reported, and dots for the rest. */
  private RegisterFacts facts(StaffMember viewer, TipDesk.View tip) {
    return access.mayAsLead(viewer, tip.id(), Action.TIP_PRINT)
        ? facts.of(tip.id())
        : RegisterFacts.none();
  }

  private int files(StaffMember viewer, TipDesk.View tip) {
    return (int)
        attachments.ofTip(viewer, tip.id()).stream()
            .filter(file -> file.origin() != Origin.AGENCY)
            .count();
  }

  private PaperForm form(String key, Instant now) {
    return forms.on(key, OfficialDate.day(now));
  }

  /** To the second, as files and papers say it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String code(String form) {
    return form.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
