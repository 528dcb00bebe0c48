package vn.tinbao.server.console.campaign;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignChannel;
import vn.tinbao.server.campaign.CampaignEvent;
import vn.tinbao.server.campaign.CampaignKind;
import vn.tinbao.server.campaign.CampaignState;
import vn.tinbao.server.campaign.CampaignStep;
import vn.tinbao.server.campaign.CampaignText;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.campaign.Recurrence;
import vn.tinbao.server.campaign.TopicSends;
import vn.tinbao.server.campaign.sending.AudienceCount;
import vn.tinbao.server.campaign.sending.AudiencePreview;
import vn.tinbao.server.campaign.sending.LeaveWords;
import vn.tinbao.server.campaign.sending.Sending;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.console.ColleagueNames;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.TaskAgency;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.subscription.ContactLists;
import vn.tinbao.server.subscription.Interest;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.web.Ui;
import vn.tinbao.sms.text.TextCheck;

/** Puts names, places and counts to what the room {@code campaign} says. */
@Singleton
final class CampaignPageMaker {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignPageMaker.class);
  private static final LocalTime MORNING = LocalTime.of(8, 0);
  private static final int MOST_LINES = 12;

  private final Campaigns campaigns;
  private final TopicSends topics;
  private final Sending sending;
  private final AudiencePreview preview;
  private final Catalogue catalogue;
  private final LeaveWords leaving;
  private final StaffAccounts accounts;
  private final ContactLists contacts;
  private final Plans plans;
  private final Clock clock;

  CampaignPageMaker(
      Campaigns campaigns,
      TopicSends topics,
      Sending sending,
      AudiencePreview preview,
      Catalogue catalogue,
      LeaveWords leaving,
      StaffAccounts accounts,
      ContactLists contacts,
      Plans plans,
      Clock clock) {
    this.campaigns = campaigns;
    this.topics = topics;
    this.sending = sending;
    this.preview = preview;
    this.catalogue = catalogue;
    this.leaving = leaving;
    this.accounts = accounts;
    this.contacts = contacts;
    this.plans = plans;
    this.clock = clock;
  }

  LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  CampaignListPage list(StaffMember viewer, int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    List<Campaign> all = campaigns.between(viewer, first, first.plusYears(1).minusDays(1));
    CatalogueSnapshot snapshot = catalogue.now();
    YearMonth now = YearMonth.from(today());
    List<CampaignListPage.Month> months = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      YearMonth month = YearMonth.of(year, i);
      months.add(
          new CampaignListPage.Month(
              month,
              month.equals(now),
              all.stream()
                  .filter(one -> touches(one, month))
                  .map(
                      one ->
                          new CampaignListPage.Entry(
                              one,
                              one.agencyId().equals(viewer.agencyId()),
                              name(snapshot, one.agencyId())))
                  .toList()));
    }
    return new CampaignListPage(year, months, Permissions.may(viewer, Action.CAMPAIGN_WRITE));
  }

  private static boolean touches(Campaign campaign, YearMonth month) {
    return !campaign.plan().startsOn().isAfter(month.atEndOfMonth())
        && !campaign.plan().endsOn().isBefore(month.atDay(1));
  }

  private static String name(CatalogueSnapshot snapshot, String agencyId) {
    return snapshot.agency(agencyId).map(Agency::name).orElse(agencyId);
  }

  /** The 30th of July of this year, or of the next once it is over. */
  CampaignForms.PlanForm empty(StaffMember viewer) {
    LocalDate today = today();
    LocalDate day = LocalDate.of(today.getYear(), 7, 30);
    LocalDate next = day.isBefore(today) ? day.plusYears(1) : day;
    return CampaignForms.empty(
        UuidCreator.getTimeOrderedEpoch(),
        CampaignKind.WORLD_DAY,
        next.minusDays(next.getDayOfMonth() - 1L),
        next,
        seat(viewer).map(unit -> Long.toString(unit.id())).orElse(""));
  }

  /** The unit of the viewer's agency as it stands today. */
  private Optional<Unit> seat(StaffMember viewer) {
    CatalogueSnapshot snapshot = catalogue.now();
    return snapshot
        .agency(viewer.agencyId())
        .flatMap(agency -> snapshot.unit(agency.unitId()))
        .flatMap(unit -> snapshot.currentOf(unit, today()).stream().findFirst());
  }

  CampaignPlanPage plan(
      Ui ui,
      StaffMember viewer,
      @Nullable Campaign campaign,
      CampaignForms.PlanForm form,
      @Nullable String mistake) {
    return new CampaignPlanPage(
        campaign,
        new CampaignPlanPage.Typed(
            CampaignForms.text(form.formId()),
            CampaignForms.text(form.version()),
            CampaignForms.text(form.title()),
            CampaignForms.text(form.theme()),
            CampaignForms.text(form.goal()),
            CampaignForms.text(form.from()),
            CampaignForms.text(form.until()),
            CampaignForms.text(form.task()),
            CampaignForms.text(form.reportDue()),
            CampaignForms.text(form.keyword()),
            CampaignForms.text(form.lead()),
            CampaignForms.text(form.budget()),
            CampaignForms.text(form.rate())),
        tasks(viewer, CampaignForms.text(form.task())),
        choices(
            ui, "campaign.kind.", CampaignKind.values(), List.of(CampaignForms.text(form.kind()))),
        places(viewer, form),
        helpers(viewer, form),
        choices(ui, "campaign.interest.", Interest.values(), form.interest()),
        choices(ui, "campaign.audience.", SubscriberKind.values(), form.audience()),
        lists(ui, viewer, form.list(), false),
        lists(ui, viewer, form.without(), true),
        choices(
            ui,
            "campaign.recurs.",
            Recurrence.values(),
            List.of(CampaignForms.text(form.recurs()))),
        mistake);
  }

  /** The agency's own tasks of plans of this year and the next, in the order of the plans. */
  private List<CampaignPlanPage.Choice> tasks(StaffMember viewer, String typed) {
    LocalDate today = today();
    return plans
        .tasksOf(viewer.agencyId(), today, today.withDayOfYear(1), today.plusYears(1))
        .stream()
        .filter(own -> own.role() != TaskAgency.Role.CONCERNED)
        .map(
            own -> {
              String id = own.plan().id() + "/" + own.task().id();
              return new CampaignPlanPage.Choice(id, own.task().title(), id.equals(typed));
            })
        .toList();
  }

  /** The task for which it is held; null: none is named, or no plan in force has it. */
  private CampaignPage.@Nullable Task task(Campaign campaign) {
    String[] named = String.valueOf(campaign.plan().planTask()).split("/", 2);
    return named.length < 2
        ? null
        : plans
            .plan(named[0])
            .flatMap(plan -> plan.task(named[1]))
            .map(
                task ->
                    new CampaignPage.Task(
                        "/plans/" + named[0] + "/tasks/" + task.id(), task.title()))
            .orElse(null);
  }

  /**
   * Lists of the agency that may be written to; those that bar always need no tick to leave out.
   */
  private List<CampaignPlanPage.Choice> lists(
      Ui ui, StaffMember viewer, @Nullable List<String> ticked, boolean leavingOut) {
    return contacts.of(viewer.agencyId()).stream()
        .filter(list -> list.basis() != ContactLists.Basis.EXCLUSION)
        .map(
            list ->
                new CampaignPlanPage.Choice(
                    list.id().toString(),
                    ui.t(
                        leavingOut ? "lists.choice.without" : "lists.choice",
                        list.name(),
                        list.numbers(),
                        ui.day(list.endsAt().minusSeconds(1))),
                    ticked != null && ticked.contains(list.id().toString())))
        .toList();
  }

  private static List<CampaignPlanPage.Choice> choices(
      Ui ui, String key, Enum<?>[] values, @Nullable List<String> ticked) {
    return Arrays.stream(values)
        .map(
            value ->
                new CampaignPlanPage.Choice(
                    value.name(),
                    ui.t(key + value.name()),
                    ticked != null && ticked.contains(value.name())))
        .toList();
  }

  /** The agency's own unit and what lies directly in it, and whatever else is ticked. */
  private List<CampaignPlanPage.Choice> places(StaffMember viewer, CampaignForms.PlanForm form) {
    return places(viewer, form.unit() == null ? List.of() : form.unit());
  }

  /** The same with these ids ticked. */
  List<CampaignPlanPage.Choice> places(StaffMember viewer, List<String> ticked) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = today();
    Agency agency = snapshot.agency(viewer.agencyId()).orElse(null);
    if (agency == null) {
      return List.of();
    }
    Map<Long, Unit> found = new LinkedHashMap<>();
    snapshot.units().stream()
        .filter(unit -> unit.standsOn(today) && agency.territory().contains(unit.id()))
        .filter(
            unit ->
                snapshot.withAncestors(unit, today).stream()
                    .skip(1)
                    .noneMatch(above -> agency.territory().contains(above.id())))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(unit -> found.put(unit.id(), unit));
    if (found.size() == 1) {
      Unit top = found.values().iterator().next();
      snapshot.units().stream()
          .filter(unit -> unit.standsOn(today))
          .filter(
              unit -> {
                List<Unit> chain = snapshot.withAncestors(unit, today);
                return chain.size() > 1 && chain.get(1).id() == top.id();
              })
          .sorted((one, other) -> one.name().compareTo(other.name()))
          .forEach(unit -> found.put(unit.id(), unit));
    }
    for (String id : ticked) {
      if (id != null && id.matches("[0-9]{1,18}")) {
        snapshot.unit(Long.parseLong(id)).ifPresent(unit -> found.putIfAbsent(unit.id(), unit));
      }
    }
    return found.values().stream()
        .map(
            unit ->
                new CampaignPlanPage.Choice(
                    Long.toString(unit.id()),
                    unit.fullName(),
                    ticked.contains(Long.toString(unit.id()))))
        .toList();
  }

  /** The agencies of the same place. */
  private List<CampaignPlanPage.Choice> helpers(StaffMember viewer, CampaignForms.PlanForm form) {
    List<String> ticked = form.agency() == null ? List.of() : form.agency();
    return campaigns.helpers(viewer.agencyId()).stream()
        .map(
            agency ->
                new CampaignPlanPage.Choice(
                    agency.id(), agency.name(), ticked.contains(agency.id())))
        .toList();
  }

  CampaignPage page(
      Ui ui,
      StaffMember viewer,
      Campaign campaign,
      CampaignPage.@Nullable Editor editor,
      @Nullable String mistake,
      CampaignPage.Typed typed) {
    CatalogueSnapshot snapshot = catalogue.now();
    ColleagueNames names = new ColleagueNames(accounts);
    List<CampaignText> texts = campaigns.texts(campaign.id());
    List<CampaignEvent> events = campaigns.events(viewer, campaign.id());
    boolean own = campaign.agencyId().equals(viewer.agencyId());
    boolean sends = texts.stream().anyMatch(text -> text.channel() == CampaignChannel.SMS);
    LocalDate day = proposed(campaign);
    return new CampaignPage(
        campaign,
        name(snapshot, campaign.agencyId()),
        own,
        campaign.plan().units().stream()
            .flatMap(id -> snapshot.unit(id).stream())
            .map(snapshot::fullPlace)
            .toList(),
        campaign.plan().supporting().stream().map(id -> name(snapshot, id)).toList(),
        task(campaign),
        listNames(ui, campaign, campaign.plan().lists()),
        listNames(ui, campaign, campaign.plan().withoutLists()),
        texts.stream()
            .map(
                text ->
                    new CampaignPage.Said(
                        text,
                        text.channel() == CampaignChannel.SMS
                            ? TextCheck.of(leaving.like(text.body()))
                            : null,
                        languageName(ui, text.language())))
            .toList(),
        editor == null ? blank(texts) : editor,
        own
            && campaign.state() == CampaignState.DRAFT
            && Permissions.may(viewer, Action.CAMPAIGN_WRITE),
        steps(viewer, campaign),
        lacks(campaign, events),
        mistake,
        names.of(campaign.madeBy()),
        names.of(campaign.submittedBy()),
        names.of(campaign.approvedBy()),
        sends,
        texts.stream().anyMatch(text -> text.channel() == CampaignChannel.ARTICLE),
        running(viewer, campaign, sends),
        typed.at().isEmpty() ? day.atTime(MORNING).toString() : typed.at(),
        typed,
        events.stream()
            .map(
                event ->
                    new CampaignPage.Happened(
                        event.at(),
                        event.kind(),
                        names.of(event.staffId()),
                        event.code(),
                        event.note()))
            .toList(),
        campaigns.before(viewer, campaign),
        UuidCreator.getTimeOrderedEpoch());
  }

  /** Whoever approves sees whom it reaches; a list may be gone by now. */
  private List<String> listNames(Ui ui, Campaign campaign, List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<ContactLists.Listed> lists = contacts.of(campaign.agencyId());
    return ids.stream()
        .map(
            id ->
                lists.stream()
                    .filter(list -> list.id().equals(id))
                    .findFirst()
                    .map(ContactLists.Listed::name)
                    .orElseGet(() -> ui.t("lists.gone")))
        .toList();
  }

  /** What a draft lacks, or why the house did not let it out at its time. */
  private @Nullable String lacks(Campaign campaign, List<CampaignEvent> events) {
    if (campaign.state() == CampaignState.DRAFT) {
      return campaigns.incomplete(campaign).map(m -> "campaign.mistake." + m).orElse(null);
    }
    return campaign.state() == CampaignState.APPROVED
        ? events.stream()
            .limit(1)
            .filter(event -> event.kind().equals(CampaignStep.UNSCHEDULE.name()))
            .filter(event -> event.staffId() == null)
            .map(event -> "campaign.mistake." + event.code())
            .findFirst()
            .orElse(null)
        : null;
  }

  /** The first channel without a Vietnamese text. */
  private static CampaignPage.Editor blank(List<CampaignText> texts) {
    CampaignChannel channel =
        Arrays.stream(CampaignChannel.values())
            .filter(one -> texts.stream().noneMatch(text -> text.channel() == one))
            .findFirst()
            .orElse(CampaignChannel.SMS);
    return new CampaignPage.Editor(channel, "vi", "", "", false);
  }

  /** The first morning that is not over and at which it is held. */
  private LocalDate proposed(Campaign campaign) {
    Instant now = clock.instant();
    LocalDate today = LegalTime.day(now);
    LocalDate next =
        now.isAfter(today.atTime(MORNING).atZone(LegalTime.ZONE).toInstant())
            ? today.plusDays(1)
            : today;
    LocalDate from = campaign.plan().startsOn().isAfter(next) ? campaign.plan().startsOn() : next;
    return from.isAfter(campaign.plan().endsOn()) ? campaign.plan().endsOn() : from;
  }

  /** Sending again is offered where somebody's message failed. */
  private List<CampaignStep> steps(StaffMember viewer, Campaign campaign) {
    return CampaignStep.open(campaign.state()).stream()
        .filter(step -> Campaigns.mayTake(viewer, campaign, step))
        .filter(
            step ->
                step != CampaignStep.RESEND
                    || campaigns.somebodyFailed(campaign) && !campaigns.numbersCleared(campaign))
        .filter(step -> step != CampaignStep.APPROVE || !campaigns.wrote(viewer, campaign))
        .toList();
  }

  CampaignPage.Running running(StaffMember viewer, Campaign campaign) {
    return running(
        viewer,
        campaign,
        campaigns.texts(campaign.id()).stream()
            .anyMatch(text -> text.channel() == CampaignChannel.SMS));
  }

  private CampaignPage.Running running(StaffMember viewer, Campaign campaign, boolean sends) {
    return new CampaignPage.Running(
        campaign,
        sends && campaign.state().sent() ? sending.progress(campaign.id()).orElse(null) : null,
        campaign.state().sent() ? topics.of(campaign.id()).size() : 0,
        steps(viewer, campaign));
  }

  /** Counted now; a database too busy to count says so instead of breaking the page. */
  CampaignPage.Audience audience(Campaign campaign) {
    Map<String, String> texts =
        campaigns.texts(campaign.id()).stream()
            .filter(text -> text.channel() == CampaignChannel.SMS)
            .collect(Collectors.toMap(CampaignText::language, CampaignText::sent));
    AudienceCount count;
    try {
      count = preview.preview(campaign.plan().audience(), campaign.agencyId(), texts);
    } catch (RuntimeException e) {
      LOG.warn("Audience of {} not counted: {}", campaign.id(), e.getClass().getSimpleName());
      return new CampaignPage.Audience(null, false, List.of(), !texts.isEmpty());
    }
    CatalogueSnapshot snapshot = catalogue.now();
    Long budget = campaign.plan().budget();
    return new CampaignPage.Audience(
        count,
        budget != null && count.cost() > budget,
        count.units().stream()
            .limit(MOST_LINES)
            .map(
                unit ->
                    new CampaignPage.Audience.Line(
                        snapshot.unit(unit.unitId()).map(Unit::fullName).orElse(""),
                        unit.persons()))
            .toList(),
        !texts.isEmpty());
  }

  CampaignPage.Checked checked(CampaignForms.TextForm form) {
    CampaignChannel channel =
        FormValues.value(CampaignChannel.class, form.channel()).orElse(CampaignChannel.SMS);
    String body = cut(CampaignForms.text(form.body()), channel.longestBody() * 2);
    return new CampaignPage.Checked(
        channel,
        channel.longestTitle() == 0
            ? ""
            : cut(CampaignForms.text(form.title()), channel.longestTitle()),
        body,
        channel == CampaignChannel.SMS ? TextCheck.of(leaving.like(body.strip())) : null,
        form.bare(),
        channel.longestBody() - body.strip().length());
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  static String languageName(Ui ui, String language) {
    String name = Locale.forLanguageTag(language).getDisplayLanguage(ui.locale());
    return name.isEmpty() ? language : name;
  }

  /** Whole minutes, at least one. */
  static long minutes(java.time.Duration left) {
    return Math.max(1, left.truncatedTo(ChronoUnit.MINUTES).toMinutes());
  }
}
