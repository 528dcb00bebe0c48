package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.routing.RoutingDecision;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.PeopleOfEnded;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.sms.db.SqlTime;

/**
 * What becomes of the open tips of an agency that is no more. Where the catalogue knows one that
 * took all its work, or the one that took it at the tip's place, they go there by rule, with tasks
 * and people where these are the same kind of agency. Where several took parts of it, a person
 * chooses: the tip stays where it is, marked, until a head of the old agency or of one of its heirs
 * says.
 */
@Singleton
public class Reforms {
  private static final Logger LOG = LoggerFactory.getLogger(Reforms.class);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private final MoveRows rows;
  private final TipRows tips;
  private final SightRows sight;
  private final TransferRows transfers;
  private final TipDesk desk;
  private final LeadChange change;
  private final LegalCourse course;
  private final RoutedToday routed;
  private final PeopleOfEnded people;
  private final StaffAccounts staff;
  private final Catalogue catalogue;
  private final TipJson json;
  private final Audit audit;
  private final ApplicationEventPublisher<AgencySucceeded> succeeded;
  private final ApplicationEventPublisher<TipTransferred> left;
  private final Live live;
  private final Clock clock;

  Reforms(
      MoveRows rows,
      TipRows tips,
      SightRows sight,
      TransferRows transfers,
      TipDesk desk,
      LeadChange change,
      LegalCourse course,
      RoutedToday routed,
      PeopleOfEnded people,
      StaffAccounts staff,
      Catalogue catalogue,
      TipJson json,
      Audit audit,
      ApplicationEventPublisher<AgencySucceeded> succeeded,
      ApplicationEventPublisher<TipTransferred> left,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.sight = sight;
    this.transfers = transfers;
    this.desk = desk;
    this.change = change;
    this.course = course;
    this.routed = routed;
    this.people = people;
    this.staff = staff;
    this.catalogue = catalogue;
    this.json = json;
    this.audit = audit;
    this.succeeded = succeeded;
    this.left = left;
    this.live = live;
    this.clock = clock;
  }

  /**
   * What was done, or would be.
   *
   * @param agencies that are no more and had open work or people
   * @param handed tips that went to an heir
   * @param asked tips for which a person must choose; those asked for before included
   * @param supporters parts of ended agencies that went to an heir or ended
   * @param people who went along
   * @param failed agencies whose work stays as it was until the next try
   */
  public record Outcome(
      int agencies, int handed, int asked, int supporters, int people, int failed) {
    private Outcome plus(Outcome other) {
      return new Outcome(
          agencies + other.agencies,
          handed + other.handed,
          asked + other.asked,
          supporters + other.supporters,
          people + other.people,
          failed + other.failed);
    }
  }

  /** An agency that may take a tip, and which part of the work it took; null for all of it. */
  public record Choice(String agencyId, String name, @Nullable String scope) {}

  /**
   * A tip whose agency is no more and for which a person must choose.
   *
   * @param tip what the queue shows
   * @param endedOn first day without the agency
   * @param choices whom this viewer may give it to
   * @param suggested whom the rules of today name, when that is one of them
   */
  public record Waiting(
      TipDesk.Line tip,
      String ended,
      LocalDate endedOn,
      List<Choice> choices,
      @Nullable String suggested) {}

  /** Hands over all that agencies left behind that are no more today. */
  public Outcome handOver() {
    LocalDate day = LegalTime.day(clock.instant());
    CatalogueSnapshot snapshot = catalogue.now();
    Set<String> ids = new TreeSet<>(rows.atWork());
    ids.addAll(people.agencies());
    Outcome all = new Outcome(0, 0, 0, 0, 0, 0);
    for (String id : ids) {
      Optional<Agency> ended = ended(snapshot, id, day);
      if (ended.isPresent()) {
        all = all.plus(handOverOrLog(snapshot, ended.get(), day));
      }
    }
    return all;
  }

  /** What stops one agency's work must not stop all others'. */
  private Outcome handOverOrLog(CatalogueSnapshot snapshot, Agency ended, LocalDate day) {
    try {
      return handOver(snapshot, Heirs.of(snapshot, ended, day), day);
    } catch (RuntimeException e) {
      LOG.warn("Handing over what {} left waits: {}", ended.id(), e.getClass().getSimpleName());
      return new Outcome(0, 0, 0, 0, 0, 1);
    }
  }

  /**
   * What would be done if it were that day. Tips that are kept from some are not counted.
   *
   * @param of which agencies
   */
  public Outcome wouldHandOver(LocalDate day, Predicate<String> of) {
    CatalogueSnapshot snapshot = catalogue.now();
    Set<String> withPeople = people.agencies();
    Set<String> ids = new TreeSet<>(rows.leads());
    ids.addAll(withPeople);
    Outcome all = new Outcome(0, 0, 0, 0, 0, 0);
    for (String id : ids) {
      Optional<Agency> ended = ended(snapshot, id, day).filter(agency -> of.test(agency.id()));
      if (ended.isPresent()) {
        Outcome one = would(snapshot, Heirs.of(snapshot, ended.get(), day), day);
        if (one.handed() + one.asked() > 0 || withPeople.contains(id)) {
          all = all.plus(one);
        }
      }
    }
    return all;
  }

  private static Optional<Agency> ended(CatalogueSnapshot snapshot, String id, LocalDate day) {
    return snapshot
        .agency(id)
        .filter(agency -> agency.validTo() != null && !day.isBefore(agency.validTo()));
  }

  private Outcome would(CatalogueSnapshot snapshot, Heirs heirs, LocalDate day) {
    int handed = 0;
    int asked = 0;
    UUID after = TipMoves.FIRST;
    List<MoveRows.Open> batch;
    do {
      batch = rows.openOf(heirs.ended().id(), after, TipMoves.BATCH);
      for (MoveRows.Open tip : batch) {
        after = tip.id();
        if (tip.keptAway()) {
          continue;
        }
        if (byRule(snapshot, heirs, tip.id(), tip.unitId(), day).isPresent()) {
          handed++;
        } else {
          asked++;
        }
      }
    } while (batch.size() == TipMoves.BATCH);
    return new Outcome(1, handed, asked, 0, 0, 0);
  }

  @Transactional
  Outcome handOver(CatalogueSnapshot snapshot, Heirs heirs, LocalDate day) {
    Instant now = SqlTime.now(clock);
    String from = heirs.ended().id();
    List<UUID> work = held(from);
    Set<UUID> along = heirs.peopleGoAlong() ? people.lock(from) : Set.of();
    if (!along.isEmpty()) {
      String to = heirs.only().orElseThrow().id();
      people.move(along, to);
      succeeded.publishEvent(new AgencySucceeded(from, to, along));
    }
    withdrawOffers(from, now);
    int handed = 0;
    int asked = 0;
    int supporters = 0;
    for (UUID tipId : work) {
      TipRows.Row tip = tips.byId(tipId).orElseThrow();
      if (!tip.leadAgencyId().equals(from)) {
        supporters += supporter(snapshot, heirs, tip, day, now) ? 1 : 0;
        continue;
      }
      Optional<Agency> heir =
          byRule(snapshot, heirs, tipId, tip.unitId(), day)
              .filter(agency -> staysClosed(agency, tipId, along));
      if (heir.isPresent()) {
        give(tip, heirs.ended(), heir.get(), null, !along.isEmpty());
        handed++;
      } else {
        ask(tip, from);
        asked++;
      }
    }
    people.moved(along);
    return new Outcome(1, handed, asked, supporters, along.size(), 0);
  }

  /** The agency's work, held; what comes in at the same moment waits for the next night. */
  private List<UUID> held(String agencyId) {
    List<UUID> work = rows.workOf(agencyId);
    desk.hold(work);
    List<UUID> still = new ArrayList<>(rows.workOf(agencyId));
    still.retainAll(new HashSet<>(work));
    return still;
  }

  private Optional<Agency> byRule(
      CatalogueSnapshot snapshot, Heirs heirs, UUID tipId, @Nullable Long unitId, LocalDate day) {
    return heirs
        .only()
        .or(() -> heirs.at(snapshot, unitId, day))
        .filter(heir -> mayHave(heir, tipId));
  }

  /**
   * A tip about an official goes to no agency of the commune or the district (OfficialInvolved).
   */
  private boolean mayHave(Agency heir, UUID tipId) {
    return heir.level() == AgencyLevel.PROVINCE
        || heir.level() == AgencyLevel.CENTRAL
        || !sight.everOfficial(tipId);
  }

  /**
   * A restricted tip is open to everybody at a desk that has no head and nobody who is named: by
   * rule it goes to no such agency.
   *
   * @param along people who are the heir's by now and stay named
   */
  private boolean staysClosed(Agency heir, UUID tipId, Set<UUID> along) {
    if (sight.restriction(tipId).isEmpty()) {
      return true;
    }
    List<UUID> named = sight.named(tipId);
    return staff.enrolled(heir.id()).stream()
        .anyMatch(
            member ->
                TipAccess.isHead(member)
                    || (member.is(Role.DUTY_OFFICER)
                        && along.contains(member.id())
                        && named.contains(member.id())));
  }

  private boolean mayChoose(Agency heir, UUID tipId) {
    return mayHave(heir, tipId) && staysClosed(heir, tipId, Set.of());
  }

  private void give(
      TipRows.Row tip, Agency ended, Agency heir, @Nullable UUID by, boolean peopleGoAlong) {
    RoutingDecision before =
        json.read(tips.newestReading(tip.id()).orElseThrow().decision(), RoutingDecision.class);
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "%s kết thúc hoạt động từ ngày %s; tin đang giải quyết được bàn giao cho %s%s."
            .formatted(
                ended.name(),
                DAY.format(Objects.requireNonNull(ended.validTo())),
                heir.name(),
                by == null
                    ? " theo danh mục kế thừa"
                    : " theo quyết định của người có thẩm quyền"));
    reasons.addAll(before.reasons());
    change.make(
        new LeadChange.Change(
            tip.id(),
            ended.id(),
            new RoutingDecision(
                heir.id(),
                tips.supporting(tip.id()).stream().filter(id -> !id.equals(heir.id())).toList(),
                before.ruleId(),
                tip.fallback(),
                before.unitId(),
                List.copyOf(reasons),
                catalogue.now().version(),
                before.rulesVersion(),
                before.profile(),
                before.hotlines(),
                heir.derived()),
            null,
            null,
            LeadChange.Why.HEIR,
            by,
            peopleGoAlong));
  }

  /** Marks the tip at its desk and at those that may take it; once. */
  private void ask(TipRows.Row tip, String from) {
    if (rows.heirWanted(tip.id(), from)) {
      return;
    }
    audit.record(null, "TIP_HEIR_WANTED", "TIP", tip.id().toString());
    desk.record(
        tip.id(),
        "HEIR_WANTED",
        null,
        "{\"from\":\"%s\"}".formatted(from),
        Attention.HEIR_WANTED,
        null);
  }

  private boolean supporter(
      CatalogueSnapshot snapshot, Heirs heirs, TipRows.Row tip, LocalDate day, Instant now) {
    String from = heirs.ended().id();
    List<String> parts = tips.agencies(tip.id());
    if (!parts.contains(from)) {
      return false;
    }
    rows.end(tip.id(), from, now);
    Optional<Agency> heir = byRule(snapshot, heirs, tip.id(), tip.unitId(), day);
    heir.filter(agency -> !parts.contains(agency.id()))
        .ifPresent(agency -> tips.addAgency(tip.id(), agency.id(), "SUPPORTING", now));
    tips.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        tip.id(),
        now,
        "SUPPORTER_ENDED",
        null,
        heir.map(agency -> "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, agency.id()))
            .orElse("{\"from\":\"%s\"}".formatted(from)));
    audit.record(null, "TIP_SUPPORTER_ENDED", "TIP", tip.id().toString());
    live.afterCommit(TipWriter.DESK + from, tip.id().toString());
    tips.agencies(tip.id())
        .forEach(agency -> live.afterCommit(TipWriter.DESK + agency, tip.id().toString()));
    left.publishEvent(
        new TipTransferred(tip.id(), from, heir.map(Agency::id).orElse(tip.leadAgencyId()), false));
    return true;
  }

  private void withdrawOffers(String agencyId, Instant now) {
    for (MoveRows.Offer offer : rows.offers(agencyId)) {
      rows.withdraw(offer.id(), now);
      course.turned(offer.tipId(), LegalCourse.Turn.WITHDRAWN, null);
      audit.record(null, "TIP_TRANSFER_WITHDRAWN", "TIP", offer.tipId().toString(), "HEIR");
      tips.addEvent(
          UuidCreator.getTimeOrderedEpoch(),
          offer.tipId(),
          now,
          "TRANSFER_WITHDRAWN",
          null,
          "{\"to\":\"%s\"}".formatted(offer.toAgencyId()));
      live.afterCommit(TipWriter.DESK + offer.toAgencyId(), offer.tipId().toString());
      desk.changed(offer.tipId());
    }
  }

  /** Tips for which this viewer may choose, {@link TipMoves#MOST} at most. */
  @Transactional
  public List<Waiting> waitingFor(StaffMember viewer) {
    if (Permissions.scope(viewer, Action.TIP_MOVES).compareTo(Scope.AGENCY) < 0) {
      return List.of();
    }
    LocalDate day = LegalTime.day(clock.instant());
    CatalogueSnapshot snapshot = catalogue.now();
    List<Waiting> found = new ArrayList<>();
    for (String id : rows.leads()) {
      Optional<Agency> ended = ended(snapshot, id, day);
      if (ended.isPresent()) {
        addWaiting(viewer, snapshot, Heirs.of(snapshot, ended.get(), day), day, found);
      }
    }
    return List.copyOf(found);
  }

  private void addWaiting(
      StaffMember viewer,
      CatalogueSnapshot snapshot,
      Heirs heirs,
      LocalDate day,
      List<Waiting> found) {
    String endedId = heirs.ended().id();
    boolean own = endedId.equals(viewer.agencyId());
    boolean heir = heirs.all().isEmpty() || heirs.include(viewer.agencyId());
    if (!own && !heir) {
      return;
    }
    UUID after = TipMoves.FIRST;
    List<MoveRows.Open> batch;
    do {
      batch = rows.openOf(endedId, after, TipMoves.BATCH);
      for (MoveRows.Open tip : batch) {
        after = tip.id();
        if (found.size() < TipMoves.MOST && opensTo(viewer, tip.id())) {
          waiting(viewer, snapshot, heirs, tip, day).ifPresent(found::add);
        }
      }
    } while (batch.size() == TipMoves.BATCH && found.size() < TipMoves.MOST);
  }

  private Optional<Waiting> waiting(
      StaffMember viewer,
      CatalogueSnapshot snapshot,
      Heirs heirs,
      MoveRows.Open tip,
      LocalDate day) {
    List<Choice> choices = choices(viewer, snapshot, heirs, tip, day);
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    String today = routed.of(tip, day).map(answer -> answer.decision().leadAgencyId()).orElse(null);
    return desk.line(tip.id())
        .map(
            line ->
                new Waiting(
                    line,
                    heirs.ended().name(),
                    Objects.requireNonNull(heirs.ended().validTo()),
                    choices,
                    choices.stream().anyMatch(c -> c.agencyId().equals(today)) ? today : null));
  }

  /**
   * Whom this viewer may give the tip to: a head of the agency that is no more to any of its heirs,
   * a head of an heir to the own one. Without heirs, who the rules of today name and the agencies
   * above the ended one count as such.
   */
  private List<Choice> choices(
      StaffMember viewer,
      CatalogueSnapshot snapshot,
      Heirs heirs,
      MoveRows.Open tip,
      LocalDate day) {
    Set<Choice> all = new LinkedHashSet<>();
    for (Heirs.Heir heir : heirs.all()) {
      if (mayChoose(heir.agency(), tip.id())) {
        all.add(new Choice(heir.agency().id(), heir.agency().name(), heir.scope()));
      }
    }
    if (all.isEmpty()) {
      routed
          .of(tip, day)
          .flatMap(answer -> snapshot.agency(answer.decision().leadAgencyId()))
          .filter(agency -> mayChoose(agency, tip.id()))
          .ifPresent(agency -> all.add(new Choice(agency.id(), agency.name(), null)));
      Agency above = heirs.ended();
      for (int i = 0; i < AgencyLevel.values().length && above != null; i++) {
        above = snapshot.agency(above.parentId()).orElse(null);
        if (above != null && above.standsOn(day) && mayChoose(above, tip.id())) {
          all.add(new Choice(above.id(), above.name(), null));
        }
      }
      snapshot
          .nationalStanding(day)
          .ifPresent(agency -> all.add(new Choice(agency.id(), agency.name(), null)));
    }
    return heirs.ended().id().equals(viewer.agencyId())
        ? List.copyOf(all)
        : all.stream().filter(choice -> choice.agencyId().equals(viewer.agencyId())).toList();
  }

  /** Whether the viewer could open the tip if the own agency led it. */
  private boolean opensTo(StaffMember viewer, UUID tipId) {
    return transfers.opensTo(tipId, viewer.agencyId(), viewer.id(), TipAccess.isHead(viewer));
  }

  /**
   * Gives a tip of an agency that is no more to one that took over from it.
   *
   * @return empty when there is no such tip for this viewer; false when it is not to be given there
   */
  @Transactional
  public Optional<Boolean> choose(StaffMember viewer, UUID tipId, String toAgencyId) {
    if (Permissions.scope(viewer, Action.TIP_MOVES).compareTo(Scope.AGENCY) < 0
        || tips.lock(tipId).isEmpty()) {
      return Optional.empty();
    }
    LocalDate day = LegalTime.day(clock.instant());
    CatalogueSnapshot snapshot = catalogue.now();
    Optional<MoveRows.Open> tip = rows.open(tipId);
    Optional<Heirs> heirs =
        tip.flatMap(t -> ended(snapshot, t.leadAgencyId(), day))
            .map(agency -> Heirs.of(snapshot, agency, day));
    if (heirs.isEmpty() || !opensTo(viewer, tipId)) {
      return Optional.empty();
    }
    List<Choice> choices = choices(viewer, snapshot, heirs.get(), tip.get(), day);
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    if (choices.stream().noneMatch(choice -> choice.agencyId().equals(toAgencyId))) {
      return Optional.of(false);
    }
    give(
        tips.byId(tipId).orElseThrow(),
        heirs.get().ended(),
        snapshot.agency(toAgencyId).orElseThrow(),
        viewer.id(),
        false);
    if (toAgencyId.equals(viewer.agencyId()) && sight.restriction(tipId).isPresent()) {
      sight.name(tipId, viewer.id(), viewer.id(), SqlTime.now(clock));
    }
    return Optional.of(true);
  }
}
