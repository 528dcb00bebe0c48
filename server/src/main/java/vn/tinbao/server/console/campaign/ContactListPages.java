package vn.tinbao.server.console.campaign;

import com.github.f4b6a3.uuid.UuidCreator;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.console.ColleagueNames;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.subscription.ContactListException;
import vn.tinbao.server.subscription.ContactLists;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Lists of numbers of the own agency: brought, looked at in figures, used once somebody says so.
 */
@Controller("/campaigns/lists")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CAMPAIGN_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class ContactListPages {
  private static final Logger LOG = LoggerFactory.getLogger(ContactListPages.class);
  private static final String HERE = "/campaigns/lists";
  private static final String MISTAKE = "lists.mistake.";
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 1_000;

  /** A list is no register: whoever needs it longer brings it again. */
  private static final int MOST_YEARS = 3;

  private final Templates pages = new StaticTemplates();
  private final ContactLists lists;
  private final CampaignPageMaker maker;
  private final Catalogue catalogue;
  private final StaffAccounts accounts;

  ContactListPages(
      ContactLists lists, CampaignPageMaker maker, Catalogue catalogue, StaffAccounts accounts) {
    this.lists = lists;
    this.maker = maker;
    this.catalogue = catalogue;
    this.accounts = accounts;
  }

  /** The lists of the own agency. */
  @Get
  JteModel all(Ui ui, StaffMember viewer, @QueryValue Optional<String> done) {
    return page(
        ui,
        viewer,
        fresh(),
        done.filter(List.of("kept", "deleted")::contains).map(d -> "lists.done." + d).orElse(null),
        null);
  }

  /** Takes a file and holds it for a look. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Allowed(Action.CAMPAIGN_WRITE)
  HttpResponse<?> bring(HttpRequest<?> request, Ui ui, StaffMember viewer) throws IOException {
    ContactListForm form;
    try {
      form = ContactListForm.read(request);
    } catch (MultiPart.Malformed e) {
      return wrong(ui, viewer, fresh(), "BROKEN");
    }
    ContactListsPage.Typed typed = form.typed();
    String mistake = mistake(viewer, typed);
    byte[] file = form.file();
    if (mistake == null && (file == null || file.length == 0)) {
      mistake = "NO_FILE";
    }
    if (mistake != null || file == null) {
      return wrong(ui, viewer, typed, String.valueOf(mistake));
    }
    UUID id = Ids.read(typed.formId());
    try {
      lists.hold(id, described(viewer, typed), file);
    } catch (ContactListException refused) {
      return wrong(ui, viewer, typed, refused.why().name());
    }
    return HttpResponse.seeOther(URI.create(HERE + "/" + id));
  }

  /** What is wrong with what was said of a list; null: nothing. */
  private @Nullable String mistake(StaffMember viewer, ContactListsPage.Typed typed) {
    if (typed.name().isEmpty() || typed.note().isEmpty()) {
      return "INCOMPLETE";
    }
    if (typed.name().length() > LONGEST_NAME || typed.note().length() > LONGEST_NOTE) {
      return "TOO_LONG";
    }
    if (FormValues.value(ContactLists.Basis.class, typed.basis()).isEmpty()
        || FormValues.value(SubscriberKind.class, typed.kind()).isEmpty()) {
      return "NO_BASIS";
    }
    if (!typed.language().matches("[a-z]{2,3}")) {
      return "LANGUAGE";
    }
    if (!typed.unit().isEmpty()
        && maker.places(viewer, List.of()).stream()
            .noneMatch(place -> place.value().equals(typed.unit()))) {
      return "PLACE";
    }
    LocalDate today = maker.today();
    return CampaignForms.day(typed.until())
            .filter(day -> day.isAfter(today) && !day.isAfter(today.plusYears(MOST_YEARS)))
            .isEmpty()
        ? "UNTIL"
        : null;
  }

  private static ContactLists.Description described(
      StaffMember viewer, ContactListsPage.Typed typed) {
    return new ContactLists.Description(
        viewer.agencyId(),
        viewer.id(),
        typed.name(),
        FormValues.value(ContactLists.Basis.class, typed.basis()).orElseThrow(),
        typed.note(),
        FormValues.value(SubscriberKind.class, typed.kind()).orElseThrow(),
        typed.unit().isEmpty() ? null : Long.valueOf(typed.unit()),
        typed.language(),
        endOf(CampaignForms.day(typed.until()).orElseThrow()));
  }

  /** The day belongs to it whole. */
  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(LegalTime.ZONE).toInstant();
  }

  /** One list, in figures. */
  @Get("/{id}")
  JteModel one(Ui ui, StaffMember viewer, UUID id) {
    ContactLists.Listed list = own(viewer, id);
    return pages.consoleCampaignContactList(
        ui,
        new ContactListPage(
            list,
            place(catalogue.now(), list),
            new ColleagueNames(accounts).of(list.staffId()),
            CampaignPageMaker.languageName(ui, list.language()),
            met(list),
            Permissions.may(viewer, Action.CAMPAIGN_WRITE)));
  }

  /** Counted now; a database too busy to count says so instead of breaking the page. */
  private ContactLists.@Nullable Met met(ContactLists.Listed list) {
    try {
      return lists.met(list);
    } catch (RuntimeException e) {
      LOG.warn("List {} not counted: {}", list.id(), e.getClass().getSimpleName());
      return null;
    }
  }

  /** Whoever looked says: it may be used. */
  @Post("/{id}/keep")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CAMPAIGN_WRITE)
  HttpResponse<?> keep(StaffMember viewer, UUID id) {
    if (!lists.confirm(id, viewer.agencyId(), viewer.id())) {
      own(viewer, id);
    }
    return HttpResponse.seeOther(URI.create(HERE + "?done=kept"));
  }

  /** Deletes it, or what was only held; twice is once. */
  @Post("/{id}/delete")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CAMPAIGN_WRITE)
  HttpResponse<?> delete(StaffMember viewer, UUID id) {
    if (!lists.delete(id, viewer.agencyId(), viewer.id())) {
      throw unknown();
    }
    return HttpResponse.seeOther(URI.create(HERE + "?done=deleted"));
  }

  private ContactLists.Listed own(StaffMember viewer, UUID id) {
    return lists.find(id, viewer.agencyId()).orElseThrow(ContactListPages::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "lists.unknown");
  }

  private ContactListsPage.Typed fresh() {
    return new ContactListsPage.Typed(
        UuidCreator.getTimeOrderedEpoch().toString(),
        "",
        "",
        "",
        SubscriberKind.CITIZEN.name(),
        "",
        "vi",
        maker.today().plusYears(1).toString());
  }

  private HttpResponse<JteModel> wrong(
      Ui ui, StaffMember viewer, ContactListsPage.Typed typed, String why) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(page(ui, viewer, typed, null, MISTAKE + why));
  }

  private JteModel page(
      Ui ui,
      StaffMember viewer,
      ContactListsPage.Typed typed,
      @Nullable String done,
      @Nullable String mistake) {
    CatalogueSnapshot snapshot = catalogue.now();
    ColleagueNames names = new ColleagueNames(accounts);
    return pages.consoleCampaignContactLists(
        ui,
        new ContactListsPage(
            lists.of(viewer.agencyId()).stream()
                .map(
                    list ->
                        new ContactListsPage.Line(
                            list, place(snapshot, list), names.of(list.staffId())))
                .toList(),
            Permissions.may(viewer, Action.CAMPAIGN_WRITE),
            done,
            mistake,
            typed,
            choices(ui, "lists.basis.", ContactLists.Basis.values(), typed.basis()),
            choices(ui, "campaign.audience.", SubscriberKind.values(), typed.kind()),
            maker.places(viewer, List.of()).stream()
                .map(
                    place ->
                        new CampaignPlanPage.Choice(
                            place.value(), place.name(), place.value().equals(typed.unit())))
                .toList()));
  }

  private static List<CampaignPlanPage.Choice> choices(
      Ui ui, String key, Enum<?>[] values, String chosen) {
    return Arrays.stream(values)
        .map(
            value ->
                new CampaignPlanPage.Choice(
                    value.name(), ui.t(key + value.name()), value.name().equals(chosen)))
        .toList();
  }

  private static String place(CatalogueSnapshot snapshot, ContactLists.Listed list) {
    return snapshot.unit(list.unitId()).map(snapshot::fullPlace).orElse("");
  }
}
