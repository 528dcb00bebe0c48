package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.attachment.Attachment;
import vn.tinbao.server.attachment.AttachmentDesk;
import vn.tinbao.server.attachment.Origin;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.conversation.Mark;
import vn.tinbao.server.conversation.SmsDeliveries;
import vn.tinbao.server.conversation.SmsHeld;
import vn.tinbao.server.conversation.SmsMarks;
import vn.tinbao.server.fieldwork.FieldFiles;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.victim.Victims;
import vn.tinbao.server.web.Ui;

/** Puts together what the page of an opened tip shows. */
@Singleton
final class TipPageMaker {
  private static final int NUMBER_SIGNS = 6;

  private final Assignments assignments;
  private final FieldReportCards fieldReports;
  private final FieldFiles fieldFiles;
  private final ReadingPartMaker reading;
  private final LegalPartMaker legal;
  private final OutcomePartMaker outcomes;
  private final Victims victims;
  private final PlaceCardMaker places;
  private final AccessPartMaker access;
  private final StaffAccounts accounts;
  private final AttachmentDesk attachments;
  private final SmsMarks marks;
  private final SmsDeliveries deliveries;
  private final SmsHeld held;
  private final Catalogue catalogue;
  private final ObjectMapper json;
  private final ConsoleSettings settings;
  private final Openings openings;
  private final CustodySection custody;
  private final RetentionSection retention;
  private final SimilarPartMaker similar;
  private final Clock clock;

  TipPageMaker(
      Assignments assignments,
      FieldReportCards fieldReports,
      FieldFiles fieldFiles,
      ReadingPartMaker reading,
      LegalPartMaker legal,
      OutcomePartMaker outcomes,
      Victims victims,
      PlaceCardMaker places,
      AccessPartMaker access,
      StaffAccounts accounts,
      AttachmentDesk attachments,
      SmsMarks marks,
      SmsDeliveries deliveries,
      SmsHeld held,
      Catalogue catalogue,
      ObjectMapper json,
      ConsoleSettings settings,
      Openings openings,
      CustodySection custody,
      RetentionSection retention,
      SimilarPartMaker similar,
      Clock clock) {
    this.assignments = assignments;
    this.fieldReports = fieldReports;
    this.fieldFiles = fieldFiles;
    this.reading = reading;
    this.legal = legal;
    this.outcomes = outcomes;
    this.victims = victims;
    this.places = places;
    this.access = access;
    this.accounts = accounts;
    this.attachments = attachments;
    this.marks = marks;
    this.deliveries = deliveries;
    this.held = held;
    this.catalogue = catalogue;
    this.json = json;
    this.settings = settings;
    this.openings = openings;
    this.custody = custody;
    this.retention = retention;
    this.similar = similar;
    this.clock = clock;
  }

  /** The page of a tip that this viewer has opened. */
  TipPage make(Ui ui, StaffMember viewer, TipDesk.View tip) {
    ColleagueNames names = new ColleagueNames(accounts);
    Map<UUID, Set<Mark>> marked = marks.ofTip(tip.id());
    Map<UUID, SmsDeliveries.Standing> sent = deliveries.ofTip(tip.id());
    Map<UUID, FieldReportCard> reports = fieldReports.ofTip(ui, tip.id());
    List<Attachment> files = attachments.ofTip(viewer, tip.id());
    Map<UUID, FieldFiles.Taken> taken = fieldFiles.ofTip(tip.id());
    return new TipPage(
        tip,
        number(tip.id()),
        MarkedText.of(tip.understoodText(), tip.understood(), ui),
        marked.getOrDefault(tip.id(), Set.of()),
        places.given(tip),
        tip.dialogue().stream()
            .filter(line -> !line.id().equals(tip.id()))
            .map(line -> message(line, names, marked.getOrDefault(line.id(), Set.of()), sent))
            .toList(),
        held.waiting(tip.id()),
        assignments.ofTip(tip.id()).stream()
            .map(
                view ->
                    new TipPage.Assigned(
                        view,
                        names.of(view.officerId()),
                        reports.get(view.id()),
                        new FieldFilesCard(tip.id(), brought(files, taken, view.id()))))
            .toList(),
        tip.timeline().stream().map(event -> happened(ui, event, names)).toList(),
        tip.mayAct() ? accounts.officersOf(viewer.agencyId()) : List.of(),
        UuidCreator.getTimeOrderedEpoch(),
        UuidCreator.getTimeOrderedEpoch(),
        reading.make(ui, viewer, tip),
        legal.make(viewer, tip),
        outcomes.make(viewer, tip.id()),
        new PeoplePart(
            tip.id(), victims.ofTip(viewer, tip.id()), Permissions.may(viewer, Action.VICTIM_KEEP)),
        places.of(tip),
        access.make(viewer, tip),
        new AttachmentsCard(
            tip.id(),
            files.stream().filter(file -> file.origin() != Origin.OFFICER).toList(),
            attachments.mayOpenOriginals(viewer, tip.id())),
        openings.of(viewer, tip),
        custody.of(viewer, tip),
        retention.of(viewer, tip),
        similar.of(viewer, tip),
        new Moments(ui, clock.instant(), settings.immediately()));
  }

  private static List<FieldFilesCard.Brought> brought(
      List<Attachment> files, Map<UUID, FieldFiles.Taken> taken, UUID assignmentId) {
    List<FieldFilesCard.Brought> brought = new ArrayList<>();
    for (Attachment file : files) {
      FieldFiles.Taken of = taken.get(file.id());
      if (of != null && of.assignmentId().equals(assignmentId)) {
        brought.add(new FieldFilesCard.Brought(file, of.takenAt()));
      }
    }
    return brought;
  }

  /** The last six signs: the first ones of a UUIDv7 are the time and alike for a day. */
  static String number(UUID id) {
    String text = id.toString();
    return text.substring(text.length() - NUMBER_SIGNS).toUpperCase(Locale.ROOT);
  }

  private static TipPage.Message message(
      Dialogue.Line line,
      ColleagueNames names,
      Set<Mark> marks,
      Map<UUID, SmsDeliveries.Standing> sent) {
    return new TipPage.Message(
        line.id(),
        line.from(),
        names.of(line.staffId()),
        line.text(),
        line.at(),
        marks,
        sent.get(line.id()));
  }

  private TipPage.Happened happened(Ui ui, TipDesk.EventLine event, ColleagueNames names) {
    String lead = field(event.data(), "lead");
    String officer = field(event.data(), "officer");
    String to = field(event.data(), "to");
    String duty = field(event.data(), "clock");
    String about = "";
    if (lead != null) {
      about = agencyName(lead);
    } else if (to != null) {
      about = agencyName(to);
    } else if (officer != null) {
      about = names.of(UUID.fromString(officer));
    } else if (duty != null) {
      about = ui.t("console.clock." + duty);
    }
    String who = names.of(event.staffId());
    return new TipPage.Happened(event.at(), event.kind(), about, who.equals(about) ? "" : who);
  }

  private String agencyName(String id) {
    return catalogue.now().agency(id).map(Agency::name).orElse(id);
  }

  private @Nullable String field(@Nullable String object, String name) {
    if (object == null) {
      return null;
    }
    try {
      Map<String, Object> fields =
          json.readValue(object, Argument.mapOf(String.class, Object.class));
      Object value = fields == null ? null : fields.get(name);
      return value == null ? null : value.toString();
    } catch (IOException e) {
      throw new IllegalStateException("Stored JSON cannot be read", e);
    }
  }
}
