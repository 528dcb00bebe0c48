package vn.tinbao.server.campaign;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalCalendar;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.sending.AudienceCount;
import vn.tinbao.server.campaign.sending.AudiencePreview;
import vn.tinbao.server.campaign.sending.LeaveWords;
import vn.tinbao.server.campaign.sending.Progress;
import vn.tinbao.server.campaign.sending.RecipientState;
import vn.tinbao.server.campaign.sending.Sending;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.db.SqlTime;

/**
 * The door to campaigns: writing one down, its texts, and every step from draft to end. A campaign
 * is seen by its responsible agency and by those that support it; only the responsible one acts.
 */
@Singleton
public class Campaigns {
  /** Most of one answer, of a year say. */
  public static final int MOST = 400;

  static final String TOPIC = "campaign:";

  private static final String CODE_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int CODE_LENGTH = 8;
  private static final int LONGEST_NOTE = 2_000;
  private static final int MOST_EVENTS = 500;
  private static final int LONGEST_SERIES = 600;
  private static final long MILLIONTHS = 1_000_000;

  /** A time that is this little past still means now. */
  private static final Duration JUST_NOW = Duration.ofMinutes(10);

  private final CampaignRows rows;
  private final PlanRules rules;
  private final SmsChannel sms;
  private final Sending sending;
  private final AudiencePreview preview;
  private final LeaveWords leaving;
  private final CampaignSettings settings;
  private final LegalCalendar calendar;
  private final Catalogue catalogue;
  private final SecretSeal seal;
  private final Audit audit;
  private final Live live;
  private final JdbcOperations jdbc;
  private final ApplicationEventPublisher<CampaignStepped> stepped;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Campaigns(
      CampaignRows rows,
      PlanRules rules,
      SmsChannel sms,
      Sending sending,
      AudiencePreview preview,
      LeaveWords leaving,
      CampaignSettings settings,
      LegalCalendar calendar,
      Catalogue catalogue,
      SecretSeal seal,
      Audit audit,
      Live live,
      JdbcOperations jdbc,
      ApplicationEventPublisher<CampaignStepped> stepped,
      Clock clock) {
    this.rows = rows;
    this.rules = rules;
    this.sms = sms;
    this.sending = sending;
    this.preview = preview;
    this.leaving = leaving;
    this.settings = settings;
    this.calendar = calendar;
    this.catalogue = catalogue;
    this.seal = seal;
    this.audit = audit;
    this.live = live;
    this.jdbc = jdbc;
    this.stepped = stepped;
    this.clock = clock;
  }

  /** Channel of {@link Live} on which open pages hear that a campaign changed. */
  public static String topic(UUID id) {
    return TOPIC + id;
  }

  /** Those of the viewer's agency, responsible or supporting, that touch these days. */
  public List<Campaign> between(StaffMember viewer, LocalDate from, LocalDate until) {
    return Permissions.may(viewer, Action.CAMPAIGN_SEE)
        ? rows.of(viewer.agencyId(), from, until, MOST)
        : List.of();
  }

  /** One that the viewer may see. */
  public Optional<Campaign> seen(StaffMember viewer, UUID id) {
    return rows.byId(id).filter(campaign -> sees(viewer, campaign));
  }

  /** For the house and for other rooms; asks nobody. */
  public Optional<Campaign> byId(UUID id) {
    return rows.byId(id);
  }

  /** By the code of its public path; any state, so look at it before showing anything. */
  public Optional<Campaign> byCode(String code) {
    return code.matches("[a-z2-9]{8}") ? rows.byCode(code) : Optional.empty();
  }

  /** All its texts, in the order of channels; Vietnamese first. */
  public List<CampaignText> texts(UUID id) {
    return rows.texts(id);
  }

  /** Its history, newest first, for who may see it. */
  public List<CampaignEvent> events(StaffMember viewer, UUID id) {
    return seen(viewer, id).isEmpty()
        ? List.of()
        : rows.events(id, MOST_EVENTS).stream().map(this::opened).toList();
  }

  /** The same campaign of former times that the viewer may see, the newest first. */
  public List<Campaign> before(StaffMember viewer, Campaign campaign) {
    return rows.before(campaign.id(), 20).stream().filter(one -> sees(viewer, one)).toList();
  }

  private CampaignEvent opened(CampaignRows.SealedEvent row) {
    CampaignEvent event = row.event();
    byte[] note = row.note();
    return note == null
        ? event
        : new CampaignEvent(
            event.id(),
            event.at(),
            event.kind(),
            event.staffId(),
            event.from(),
            event.to(),
            event.version(),
            event.code(),
            new String(
                seal.open(note, CampaignRows.NOTE_CONTEXT + event.id()), StandardCharsets.UTF_8));
  }

  /** Whether this person may see it. */
  public static boolean sees(StaffMember viewer, Campaign campaign) {
    return Permissions.may(viewer, Action.CAMPAIGN_SEE)
        && (campaign.agencyId().equals(viewer.agencyId())
            || campaign.plan().supporting().contains(viewer.agencyId()));
  }

  /** Whether this person could take the step now. */
  public static boolean mayTake(StaffMember viewer, Campaign campaign, CampaignStep step) {
    Action action = step.action();
    return action != null
        && step.from(campaign.state())
        && Permissions.may(viewer, action)
        && campaign.agencyId().equals(viewer.agencyId())
        && !(step == CampaignStep.APPROVE && viewer.id().equals(campaign.submittedBy()));
  }

  /** Agencies that may help this one, those of its place and above it. */
  public List<Agency> helpers(String agencyId) {
    return rules.helpers(agencyId);
  }

  /** Whether it has words of this person that nobody has approved yet, so that they may not. */
  public boolean wrote(StaffMember viewer, Campaign campaign) {
    return viewer.id().equals(campaign.submittedBy())
        || rows.writers(campaign.id()).contains(viewer.id());
  }

  /**
   * A new campaign of the viewer's agency, as a draft.
   *
   * @param id UUIDv7 of the form: the same twice is one
   */
  @Transactional
  public CampaignOutcome make(StaffMember viewer, UUID id, CampaignPlan plan) {
    return made(viewer, id, plan, null);
  }

  /**
   * A draft with the plan and the texts of an earlier one, moved to other days.
   *
   * @param startsOn its first day; it lasts as long, and its report is due as many days after
   */
  @Transactional
  public CampaignOutcome copy(StaffMember viewer, UUID id, UUID from, LocalDate startsOn) {
    Campaign source = seen(viewer, from).orElse(null);
    if (source == null) {
      return new CampaignOutcome.NotFound();
    }
    CampaignOutcome outcome =
        made(viewer, id, moved(viewer.agencyId(), source, startsOn), source.id());
    if (outcome instanceof CampaignOutcome.Done done && done.campaign().version() == 1) {
      copyTexts(source, done.campaign(), viewer.id());
    }
    return outcome;
  }

  private void copyTexts(Campaign source, Campaign copy, UUID by) {
    if (!rows.texts(copy.id()).isEmpty()) {
      return;
    }
    Instant now = SqlTime.now(clock);
    for (CampaignText text : rows.texts(source.id())) {
      rows.text(
          copy.id(),
          new CampaignText(
              text.channel(),
              text.language(),
              text.title(),
              text.body(),
              text.unaccented(),
              by,
              now));
    }
  }

  /** The plan on other days; a year in its name goes along, a keyword that is taken does not. */
  private CampaignPlan moved(String agencyId, Campaign source, LocalDate startsOn) {
    CampaignPlan plan = source.plan();
    long days = java.time.temporal.ChronoUnit.DAYS.between(plan.startsOn(), startsOn);
    String title =
        plan.title()
            .replace(
                Integer.toString(plan.startsOn().getYear()), Integer.toString(startsOn.getYear()));
    LocalDate due = plan.reportDue();
    String keyword = plan.keyword();
    return new CampaignPlan(
        plan.kind(),
        title,
        plan.theme(),
        plan.goal(),
        startsOn,
        plan.endsOn().plusDays(days),
        today(plan.units(), startsOn),
        rules.helpersAmong(agencyId, plan.supporting()),
        plan.planTask(),
        due == null ? null : due.plusDays(days),
        keyword == null || taken(keyword, source.id(), null) || !source.state().over()
            ? null
            : keyword,
        plan.interests(),
        plan.kinds(),
        rules.listsOf(agencyId, plan.lists()),
        rules.exclusionsOf(agencyId, plan.withoutLists()),
        plan.recurs(),
        plan.leadDays(),
        plan.budget(),
        plan.rate());
  }

  /** The same places as they will stand on that day: units end, others take over. */
  private List<Long> today(List<Long> units, LocalDate day) {
    CatalogueSnapshot snapshot = catalogue.now();
    return units.stream()
        .flatMap(id -> snapshot.unit(id).stream())
        .flatMap(unit -> snapshot.currentOf(unit, day).stream())
        .map(Unit::id)
        .distinct()
        .toList();
  }

  private CampaignOutcome made(
      StaffMember viewer, UUID id, CampaignPlan plan, @Nullable UUID copiedFrom) {
    if (!Permissions.may(viewer, Action.CAMPAIGN_WRITE)) {
      return new CampaignOutcome.NotFound();
    }
    return made(viewer.agencyId(), viewer.id(), id, plan, copiedFrom);
  }

  private CampaignOutcome made(
      String agencyId, UUID by, UUID id, CampaignPlan plan, @Nullable UUID copiedFrom) {
    Optional<CampaignMistake> mistake = rules.mistake(agencyId, plan);
    if (mistake.isPresent()) {
      return new CampaignOutcome.Wrong(mistake.get());
    }
    Optional<Campaign> before = rows.byId(id);
    if (before.isPresent()) {
      return before.get().agencyId().equals(agencyId)
          ? new CampaignOutcome.Done(before.get())
          : new CampaignOutcome.NotFound();
    }
    if (plan.keyword() != null && taken(plan.keyword(), id, copiedFrom)) {
      return new CampaignOutcome.Wrong(CampaignMistake.KEYWORD_TAKEN);
    }
    Campaign campaign =
        new Campaign(
            id,
            code(),
            agencyId,
            plan,
            copiedFrom,
            CampaignState.DRAFT,
            1,
            by,
            SqlTime.now(clock),
            null,
            null,
            null,
            null,
            null);
    if (rows.insert(campaign)) {
      note(campaign, "MADE", by, null, null);
      audit.record(by, "CAMPAIGN_MADE", "CAMPAIGN", id.toString());
    }
    return new CampaignOutcome.Done(rows.byId(id).orElseThrow());
  }

  /**
   * Another plan of a draft.
   *
   * @param version of the campaign that the writer saw
   */
  @Transactional
  public CampaignOutcome plan(StaffMember viewer, UUID id, int version, CampaignPlan plan) {
    Campaign campaign = own(viewer, id, Action.CAMPAIGN_WRITE).orElse(null);
    if (campaign == null) {
      return new CampaignOutcome.NotFound();
    }
    Optional<CampaignMistake> mistake = rules.mistake(campaign.agencyId(), plan);
    if (mistake.isPresent()) {
      return new CampaignOutcome.Wrong(mistake.get());
    }
    if (plan.keyword() != null && taken(plan.keyword(), id, campaign.copiedFrom())) {
      return new CampaignOutcome.Wrong(CampaignMistake.KEYWORD_TAKEN);
    }
    if (plan.reach() == Reach.STAFF
        && rows.texts(id).stream()
            .anyMatch(
                text ->
                    text.channel() != CampaignChannel.SMS
                        && text.channel() != CampaignChannel.PUSH)) {
      return new CampaignOutcome.Wrong(CampaignMistake.TEXT_NOT_FOR_STAFF);
    }
    if (campaign.plan().equals(plan) && campaign.state() == CampaignState.DRAFT) {
      return new CampaignOutcome.Done(campaign);
    }
    if (!rows.update(id, version, plan)) {
      return new CampaignOutcome.TooLate(campaign);
    }
    return changed(viewer, id, "PLAN", null);
  }

  /**
   * Writes the text of a channel in a language over what stood there; an empty one takes it away.
   *
   * @param version of the campaign that the writer saw
   */
  @Transactional
  public CampaignOutcome text(
      StaffMember viewer,
      UUID id,
      int version,
      CampaignChannel channel,
      String language,
      @Nullable String title,
      @Nullable String body,
      boolean unaccented) {
    Campaign campaign =
        own(viewer, id, Action.CAMPAIGN_WRITE).isEmpty() ? null : rows.lock(id).orElse(null);
    if (campaign == null) {
      return new CampaignOutcome.NotFound();
    }
    if (campaign.state() != CampaignState.DRAFT) {
      return new CampaignOutcome.TooLate(campaign);
    }
    String said = PlanRules.clean(body);
    String named = channel.longestTitle() == 0 ? "" : PlanRules.clean(title);
    Optional<CampaignText> before =
        rows.texts(id).stream()
            .filter(text -> text.channel() == channel && text.language().equals(language))
            .findFirst();
    if (said.isEmpty() && named.isEmpty()) {
      if (before.isEmpty()) {
        return new CampaignOutcome.Done(campaign);
      }
      if (campaign.version() != version) {
        return new CampaignOutcome.TooLate(campaign);
      }
      rows.noText(id, channel, language);
      rows.state(withVersion(campaign));
      return changed(viewer, id, "TEXT_ENDED", channel + " " + language);
    }
    Optional<CampaignMistake> mistake =
        PlanRules.mistake(campaign.plan().reach(), channel, language, named, said);
    if (mistake.isPresent()) {
      return new CampaignOutcome.Wrong(mistake.get());
    }
    boolean bare = unaccented && channel == CampaignChannel.SMS;
    if (before
        .filter(
            text ->
                text.body().equals(said) && text.title().equals(named) && text.unaccented() == bare)
        .isPresent()) {
      return new CampaignOutcome.Done(campaign);
    }
    if (campaign.version() != version) {
      return new CampaignOutcome.TooLate(campaign);
    }
    rows.text(
        id,
        new CampaignText(channel, language, named, said, bare, viewer.id(), SqlTime.now(clock)));
    rows.state(withVersion(campaign));
    return changed(viewer, id, "TEXT", channel + " " + language);
  }

  private CampaignOutcome changed(StaffMember viewer, UUID id, String kind, @Nullable String code) {
    Campaign now = rows.byId(id).orElseThrow();
    note(now, kind, viewer.id(), code, null);
    audit.record(viewer.id(), "CAMPAIGN_" + kind, "CAMPAIGN", id.toString());
    return new CampaignOutcome.Done(now);
  }

  /** A step on the campaign as it is now; for who has just read it. */
  @Transactional
  public CampaignOutcome step(
      StaffMember viewer, UUID id, CampaignStep step, @Nullable String why) {
    return step(viewer, id, rows.byId(id).map(Campaign::version).orElse(0), step, why);
  }

  /**
   * A step that a person takes.
   *
   * @param version of the campaign that they saw; where words are answered for, another one is
   *     refused
   * @param why what they say to it; asked for by some steps
   */
  @Transactional
  public CampaignOutcome step(
      StaffMember viewer, UUID id, int version, CampaignStep step, @Nullable String why) {
    Action action = step.action();
    if (action == null || step == CampaignStep.SCHEDULE) {
      throw new IllegalArgumentException(step + " is not taken like this");
    }
    Campaign campaign = own(viewer, id, action).isEmpty() ? null : rows.lock(id).orElse(null);
    if (campaign == null) {
      return new CampaignOutcome.NotFound();
    }
    String said = PlanRules.clean(why);
    if (!step.from(campaign.state())) {
      return lastWas(viewer, campaign, step)
          ? new CampaignOutcome.Done(campaign)
          : new CampaignOutcome.TooLate(campaign);
    }
    if (step.answersForWords() && campaign.version() != version) {
      return new CampaignOutcome.TooLate(campaign);
    }
    CampaignMistake mistake = mistake(viewer, campaign, step, said);
    if (mistake != null) {
      return new CampaignOutcome.Wrong(mistake);
    }
    return new CampaignOutcome.Done(
        taken(campaign, step, viewer.id(), null, said.isEmpty() ? null : said, campaign.sendAt()));
  }

  /** A second press on a button is no error. */
  private boolean lastWas(StaffMember viewer, Campaign campaign, CampaignStep step) {
    return campaign.state() == step.to()
        && rows.events(campaign.id(), 1).stream()
            .anyMatch(
                row ->
                    row.event().kind().equals(step.name())
                        && viewer.id().equals(row.event().staffId()));
  }

  private @Nullable CampaignMistake mistake(
      StaffMember viewer, Campaign campaign, CampaignStep step, String why) {
    if (step == CampaignStep.APPROVE && wrote(viewer, campaign)) {
      return CampaignMistake.SELF_APPROVAL;
    }
    if ((step.asksWhy() && why.isEmpty()) || why.length() > LONGEST_NOTE) {
      return CampaignMistake.WHY_MISSING;
    }
    if (step == CampaignStep.SUBMIT) {
      return incomplete(campaign).orElse(null);
    }
    if (step == CampaignStep.RESEND && numbersCleared(campaign)) {
      return CampaignMistake.NUMBERS_CLEARED;
    }
    if (step == CampaignStep.RESEND && !somebodyFailed(campaign)) {
      return CampaignMistake.NOBODY_FAILED;
    }
    String keyword = campaign.plan().keyword();
    if (step == CampaignStep.RESEND
        && keyword != null
        && taken(keyword, campaign.id(), campaign.copiedFrom())) {
      return CampaignMistake.KEYWORD_TAKEN;
    }
    if (step == CampaignStep.RESEND && resendingOverBudget(campaign)) {
      return CampaignMistake.OVER_BUDGET;
    }
    return null;
  }

  /** Whether it is so long over that the numbers of its recipients are gone. */
  public boolean numbersCleared(Campaign campaign) {
    return sending.progress(campaign.id()).filter(Progress::cleared).isPresent();
  }

  /** Whether a message of it surely did not arrive, and sending again makes sense. */
  public boolean somebodyFailed(Campaign campaign) {
    return sms.sends(campaign.id())
        && sending
            .progress(campaign.id())
            .filter(
                progress ->
                    progress.in(RecipientState.FAILED) + progress.in(RecipientState.EXPIRED) > 0)
            .isPresent();
  }

  /** Counted as of now: the audience may have grown since it was approved. */
  private boolean overBudget(Campaign campaign) {
    Long budget = campaign.plan().budget();
    return budget != null && sms.sends(campaign.id()) && count(campaign).cost() > budget;
  }

  private AudienceCount count(Campaign campaign) {
    return preview.preview(
        campaign.plan().audience(), campaign.agencyId(), sms.texts(campaign.id()));
  }

  /** What it has cost so far, and what the failed ones would cost once more. */
  private boolean resendingOverBudget(Campaign campaign) {
    Long budget = campaign.plan().budget();
    Progress progress = budget == null ? null : sending.progress(campaign.id()).orElse(null);
    if (budget == null || progress == null) {
      return false;
    }
    long failed = progress.in(RecipientState.FAILED) + progress.in(RecipientState.EXPIRED);
    AudienceCount all = count(campaign);
    double each = all.persons() == 0 ? 0 : (double) all.cost() / all.persons();
    return sending.cost(campaign.id()) / (double) MILLIONTHS + each * failed > budget;
  }

  private boolean linksMissing(Campaign campaign) {
    return leaving.impossible(sms.texts(campaign.id()).values());
  }

  /** What it lacks to be laid before a second person; empty: nothing. */
  public Optional<CampaignMistake> incomplete(Campaign campaign) {
    List<CampaignText> texts = rows.texts(campaign.id());
    if (texts.isEmpty()) {
      return Optional.of(CampaignMistake.NO_TEXT);
    }
    for (CampaignText text : texts) {
      if (texts.stream()
          .noneMatch(other -> other.channel() == text.channel() && other.language().equals("vi"))) {
        return Optional.of(CampaignMistake.NO_VIETNAMESE);
      }
    }
    return linksMissing(campaign)
        ? Optional.of(CampaignMistake.NO_LEAVE_LINK)
        : rules.mistake(campaign.agencyId(), campaign.plan());
  }

  /** Schedules the campaign as it is now; for who has just read it. */
  @Transactional
  public CampaignOutcome schedule(StaffMember viewer, UUID id, Instant at, boolean alsoOnDayOff) {
    return schedule(viewer, id, rows.byId(id).map(Campaign::version).orElse(0), at, alsoOnDayOff);
  }

  /**
   * Chooses when an approved campaign goes out.
   *
   * @param version of the campaign that the viewer saw
   * @param at a little past means now; at latest on its last day
   * @param alsoOnDayOff whether a day off is meant
   */
  @Transactional
  public CampaignOutcome schedule(
      StaffMember viewer, UUID id, int version, Instant at, boolean alsoOnDayOff) {
    Campaign campaign =
        own(viewer, id, Action.CAMPAIGN_RUN).isEmpty() ? null : rows.lock(id).orElse(null);
    if (campaign == null) {
      return new CampaignOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    if (!CampaignStep.SCHEDULE.from(campaign.state())) {
      return lastWas(viewer, campaign, CampaignStep.SCHEDULE) && at.equals(campaign.sendAt())
          ? new CampaignOutcome.Done(campaign)
          : new CampaignOutcome.TooLate(campaign);
    }
    if (campaign.version() != version) {
      return new CampaignOutcome.TooLate(campaign);
    }
    LocalDate day = LegalTime.day(at);
    if (at.isBefore(now.minus(JUST_NOW)) || day.isAfter(campaign.plan().endsOn())) {
      return new CampaignOutcome.Wrong(CampaignMistake.TIME_WRONG);
    }
    if (!alsoOnDayOff && !calendar.worked(day)) {
      return new CampaignOutcome.Wrong(CampaignMistake.DAY_OFF);
    }
    CampaignMistake mistake = unsendable(campaign);
    if (mistake != null) {
      return new CampaignOutcome.Wrong(mistake);
    }
    return new CampaignOutcome.Done(
        taken(
            campaign, CampaignStep.SCHEDULE, viewer.id(), null, null, at.isBefore(now) ? now : at));
  }

  /** What keeps it from going out now; null: nothing. */
  private @Nullable CampaignMistake unsendable(Campaign campaign) {
    return linksMissing(campaign)
        ? CampaignMistake.NO_LEAVE_LINK
        : overBudget(campaign) ? CampaignMistake.OVER_BUDGET : null;
  }

  /**
   * A step that the house takes: START when its time has come, FINISH when everything is out, PAUSE
   * when too much fails. What costs more by then than the plan allows does not start: it is
   * approved still, has no time any more, and its history says why.
   *
   * @param code why, in one word; null where the step says it
   * @return empty: it is not open any more, nothing changed
   */
  @Transactional
  public Optional<Campaign> houseStep(UUID id, CampaignStep step, @Nullable String code) {
    return rows.lock(id)
        .filter(campaign -> step.from(campaign.state()))
        .filter(
            campaign ->
                step != CampaignStep.START
                    || !Objects.requireNonNull(campaign.sendAt()).isAfter(clock.instant()))
        .flatMap(campaign -> houseTaken(campaign, step, code));
  }

  private Optional<Campaign> houseTaken(
      Campaign campaign, CampaignStep step, @Nullable String code) {
    CampaignMistake mistake = step == CampaignStep.START ? unsendable(campaign) : null;
    if (mistake != null) {
      taken(campaign, CampaignStep.UNSCHEDULE, null, mistake.name(), null, null);
      return Optional.empty();
    }
    return Optional.of(taken(campaign, step, null, code, null, campaign.sendAt()));
  }

  /**
   * Something happened to it that is no step: a test send, topic news, what a channel says.
   *
   * @param by null: the house itself
   */
  @Transactional
  public void happened(UUID id, String kind, @Nullable UUID by, @Nullable String code) {
    rows.byId(id).ifPresent(campaign -> note(campaign, kind, by, code, null));
  }

  private Campaign taken(
      Campaign campaign,
      CampaignStep step,
      @Nullable UUID by,
      @Nullable String code,
      @Nullable String note,
      @Nullable Instant sendAt) {
    Instant now = SqlTime.now(clock);
    boolean rewritten = step.to() == CampaignState.DRAFT;
    Campaign next =
        new Campaign(
            campaign.id(),
            campaign.code(),
            campaign.agencyId(),
            campaign.plan(),
            campaign.copiedFrom(),
            step.to(),
            campaign.version(),
            campaign.madeBy(),
            campaign.madeAt(),
            step == CampaignStep.SUBMIT ? by : rewritten ? null : campaign.submittedBy(),
            step == CampaignStep.APPROVE ? by : rewritten ? null : campaign.approvedBy(),
            rewritten || step == CampaignStep.UNSCHEDULE ? null : sendAt,
            step == CampaignStep.START ? now : campaign.startedAt(),
            step.to().over() ? now : null);
    rows.state(next);
    rows.event(
        campaign.id(), event(next, step.name(), by, campaign.state(), step.to(), code), null);
    if (note != null) {
      note(next, "NOTE", by, step.name(), note);
    }
    audit.record(by, "CAMPAIGN_" + step, "CAMPAIGN", campaign.id().toString());
    stepped.publishEvent(new CampaignStepped(campaign.id(), step, campaign.state(), by, now));
    live.afterCommit(topic(campaign.id()), "");
    return rows.byId(campaign.id()).orElseThrow();
  }

  private void note(
      Campaign campaign,
      String kind,
      @Nullable UUID by,
      @Nullable String code,
      @Nullable String note) {
    CampaignEvent event = event(campaign, kind, by, null, null, code);
    rows.event(
        campaign.id(),
        event,
        note == null
            ? null
            : seal.seal(
                note.getBytes(StandardCharsets.UTF_8), CampaignRows.NOTE_CONTEXT + event.id()));
    live.afterCommit(topic(campaign.id()), "");
  }

  private CampaignEvent event(
      Campaign campaign,
      String kind,
      @Nullable UUID by,
      @Nullable CampaignState from,
      @Nullable CampaignState to,
      @Nullable String code) {
    return new CampaignEvent(
        UuidCreator.getTimeOrderedEpoch(),
        SqlTime.now(clock),
        kind,
        by,
        from,
        to,
        campaign.version(),
        code,
        null);
  }

  /**
   * The next campaign of each series whose lead time has begun, as a draft of the same agency;
   * asked again it makes none twice.
   *
   * @return how many were made
   */
  @Transactional
  public int makeRecurring() {
    LocalDate today = LegalTime.day(clock.instant());
    int made = 0;
    for (Campaign last : rows.recurring()) {
      CampaignPlan plan = last.plan();
      LocalDate next =
          plan.recurs().nextAfter(firstDay(last), plan.startsOn(), today).orElseThrow();
      if (next.minusDays(plan.leadDays()).isAfter(today)) {
        continue;
      }
      UUID id = nextId(last.id(), next);
      if (rows.byId(id).isPresent()) {
        continue;
      }
      CampaignOutcome outcome =
          made(last.agencyId(), last.madeBy(), id, moved(last.agencyId(), last, next), last.id());
      if (outcome instanceof CampaignOutcome.Done done) {
        copyTexts(last, done.campaign(), last.madeBy());
        made++;
      }
    }
    return made;
  }

  /** Of the oldest of its series that came back as often. */
  private LocalDate firstDay(Campaign last) {
    LocalDate first = last.plan().startsOn();
    for (Campaign one : rows.before(last.id(), LONGEST_SERIES)) {
      if (one.plan().recurs() == last.plan().recurs() && one.plan().startsOn().isBefore(first)) {
        first = one.plan().startsOn();
      }
    }
    return first;
  }

  /** Two nodes at midnight mean one campaign. */
  private static UUID nextId(UUID series, LocalDate day) {
    return UUID.nameUUIDFromBytes((series + "/" + day).getBytes(StandardCharsets.US_ASCII));
  }

  private Optional<Campaign> own(StaffMember viewer, UUID id, Action action) {
    return Permissions.may(viewer, action)
        ? rows.byId(id).filter(campaign -> campaign.agencyId().equals(viewer.agencyId()))
        : Optional.empty();
  }

  private static Campaign withVersion(Campaign campaign) {
    return new Campaign(
        campaign.id(),
        campaign.code(),
        campaign.agencyId(),
        campaign.plan(),
        campaign.copiedFrom(),
        campaign.state(),
        campaign.version() + 1,
        campaign.madeBy(),
        campaign.madeAt(),
        campaign.submittedBy(),
        campaign.approvedBy(),
        campaign.sendAt(),
        campaign.startedAt(),
        campaign.endedAt());
  }

  /**
   * Asked under a lock on the word, so that two who want it at once do not both get it. Also taken
   * while tips may still follow from one that is done; but not for the next of the same series.
   */
  private boolean taken(String keyword, UUID except, @Nullable UUID series) {
    // Two statements: the second must see what was committed while the first waited.
    jdbc.prepareStatement(
        "SELECT pg_advisory_xact_lock(hashtextextended('campaign-keyword:' || ?, 0))",
        select -> {
          select.setString(1, keyword);
          return select.execute();
        });
    return jdbc.prepareStatement(
        """
        SELECT count(*) FROM tinbao.campaign
         WHERE keyword = ? AND id <> ?
           AND (state NOT IN ('DONE', 'STOPPED')
                OR (state = 'DONE' AND ends_on >= ? AND id IS DISTINCT FROM ?))
        """,
        select -> {
          select.setString(1, keyword);
          select.setObject(2, except);
          select.setObject(3, lastDayFollowed());
          select.setObject(4, series, java.sql.Types.OTHER);
          try (var row = select.executeQuery()) {
            return row.next() && row.getLong(1) > 0;
          }
        });
  }

  /** Tips still follow from campaigns that ended on this day or later. */
  private LocalDate lastDayFollowed() {
    return LegalTime.day(clock.instant().minus(settings.follows()));
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(CODE_SIGNS.charAt(random.nextInt(CODE_SIGNS.length())));
    }
    return code.toString();
  }
}
