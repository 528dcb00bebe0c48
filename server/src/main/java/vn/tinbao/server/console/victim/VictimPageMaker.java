package vn.tinbao.server.console.victim;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.text.Collator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.clocks.ClockSettings;
import vn.tinbao.server.console.ColleagueNames;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.fieldwork.FieldReport;
import vn.tinbao.server.fieldwork.FieldReports;
import vn.tinbao.server.fieldwork.ReportField;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.victim.Consents;
import vn.tinbao.server.victim.Referrals;
import vn.tinbao.server.victim.Supports;
import vn.tinbao.server.victim.VictimCourse;
import vn.tinbao.server.victim.VictimRemoval;
import vn.tinbao.server.victim.VictimRules;
import vn.tinbao.server.victim.VictimState;
import vn.tinbao.server.victim.Victims;
import vn.tinbao.server.web.Ui;

/** Puts together what pages of records show. */
@Singleton
final class VictimPageMaker {
  private static final String VIETNAM = "VNM";

  /** Where people are taken most often: first in lists. */
  private static final List<String> NEAR =
      List.of(VIETNAM, "KHM", "LAO", "CHN", "MMR", "THA", "MYS", "PHL", "TWN");

  private static final Set<AgencyFunction> HELPING =
      Set.of(
          AgencyFunction.HEALTH_SOCIAL,
          AgencyFunction.PEOPLES_COMMITTEE,
          AgencyFunction.MASS_ORGANISATION,
          AgencyFunction.JUSTICE,
          AgencyFunction.EDUCATION,
          AgencyFunction.POLICE,
          AgencyFunction.BORDER_GUARD,
          AgencyFunction.FOREIGN_AFFAIRS);

  private static final int NUMBER_SIGNS = 6;

  private final Victims victims;
  private final VictimCourse course;
  private final Consents consents;
  private final Referrals referrals;
  private final Supports supports;
  private final VictimRemoval removal;
  private final VictimRules rules;
  private final FieldReports reports;
  private final TipAccess tips;
  private final StaffAccounts accounts;
  private final Catalogue catalogue;
  private final ClockSettings clocks;
  private final Clock clock;

  VictimPageMaker(
      Victims victims,
      VictimCourse course,
      Consents consents,
      Referrals referrals,
      Supports supports,
      VictimRemoval removal,
      VictimRules rules,
      FieldReports reports,
      TipAccess tips,
      StaffAccounts accounts,
      Catalogue catalogue,
      ClockSettings clocks,
      Clock clock) {
    this.victims = victims;
    this.course = course;
    this.consents = consents;
    this.referrals = referrals;
    this.supports = supports;
    this.removal = removal;
    this.rules = rules;
    this.reports = reports;
    this.tips = tips;
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.clocks = clocks;
    this.clock = clock;
  }

  VictimListPage list(Ui ui, StaffMember viewer, String mistake) {
    List<Victims.Line> lines = victims.list(viewer);
    List<Referrals.Offer> offers = referrals.offers(viewer);
    Map<String, String> agencies = new HashMap<>();
    lines.forEach(line -> name(agencies, line.holder()));
    offers.forEach(offer -> name(agencies, offer.fromAgency()));
    return new VictimListPage(
        lines,
        offers,
        Permissions.may(viewer, Action.VICTIM_EXPORT),
        viewer.agencyId(),
        Map.copyOf(agencies),
        removal.announced(viewer.agencyId()),
        moments(ui),
        mistake);
  }

  /** Empty when there is no such record for this person; opening it leaves an audit row. */
  Optional<VictimPage> page(Ui ui, StaffMember viewer, UUID id, String typed, String mistake) {
    return victims.open(viewer, id).map(view -> page(ui, viewer, view, typed, mistake));
  }

  private VictimPage page(
      Ui ui, StaffMember viewer, Victims.View view, String typed, String mistake) {
    UUID id = view.id();
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    List<VictimCourse.Status> statuses = course.statuses(viewer, id);
    List<VictimCourse.Happened> events = course.events(id);
    List<Consents.Consent> given = consents.of(viewer, id);
    List<Referrals.Referral> referred = referrals.of(viewer, id);
    List<Supports.Given> support = supports.of(viewer, id);
    Map<String, String> agencies = new HashMap<>();
    Stream.of(
            Stream.of(view.holder()),
            view.versions().stream().map(Victims.Version::agencyId),
            statuses.stream().map(VictimCourse.Status::agencyId),
            events.stream().map(VictimCourse.Happened::agencyId),
            given.stream().map(Consents.Consent::agencyId),
            referred.stream().map(Referrals.Referral::fromAgency),
            referred.stream().map(Referrals.Referral::toAgency).filter(Objects::nonNull),
            support.stream().map(Supports.Given::agencyId))
        .flatMap(names -> names)
        .forEach(agency -> name(agencies, agency));
    Optional<Agency> holder = snapshot.agency(view.holder());
    VictimState state = statuses.get(statuses.size() - 1).status();
    String nationality = view.codes().nationality();
    boolean citizen = nationality == null || nationality.equals(VIETNAM);
    boolean abroad = holder.filter(a -> a.function() == AgencyFunction.FOREIGN_AFFAIRS).isPresent();
    boolean names = Permissions.may(viewer, Action.VICTIM_NAME);
    Map<String, String> country = new HashMap<>();
    countries(ui).forEach(choice -> country.put(choice.value(), choice.name()));
    return new VictimPage(
        view,
        statuses,
        events,
        course.limits(id),
        given,
        referred,
        support,
        rules.entitlement(state, citizen, abroad, today).orElse(null),
        rules,
        view.holds() ? receivers(snapshot, viewer, today) : List.of(),
        names ? colleagues(viewer) : List.of(),
        Map.copyOf(country),
        unit(view.codes().homeUnitId()),
        Map.copyOf(agencies),
        new ColleagueNames(accounts),
        removal.announced(view.holder()).get(id),
        today,
        moments(ui),
        viewer.agencyId(),
        typed,
        mistake);
  }

  VictimFormPage form(
      Ui ui, @Nullable UUID id, String back, VictimForms.PersonForm typed, String mistake) {
    return new VictimFormPage(
        id, back, typed, countries(ui), provinces(), rules.ethnicities(), mistake);
  }

  /** A new form; from a tip and a report from the field with what that says. */
  Optional<VictimForms.PersonForm> blank(
      StaffMember viewer, @Nullable UUID tipId, @Nullable UUID taskId) {
    if (tipId != null && !tips.mayOpen(viewer, tipId)) {
      return Optional.empty();
    }
    String story = "";
    List<String> exploitation = new ArrayList<>();
    if (tipId != null && taskId != null) {
      for (FieldReport report : reports.ofTip(tipId)) {
        if (!report.assignmentId().equals(taskId)) {
          continue;
        }
        for (FieldReport.Field field : report.fields()) {
          if (field.name().equals(ReportField.VICTIMS.code())) {
            story = field.value();
          } else if (ReportField.isScreening(field.name()) && field.value().equals("YES")) {
            rules.screening(ReportField.question(field.name())).ifPresent(exploitation::add);
          }
        }
      }
    }
    return Optional.of(
        new VictimForms.PersonForm(
            UuidCreator.getTimeOrderedEpoch().toString(),
            "",
            tipId == null ? "" : tipId.toString(),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            List.copyOf(exploitation),
            "",
            "",
            LegalTime.day(clock.instant()).toString(),
            "",
            "",
            "",
            story));
  }

  /** Agencies of the viewer's place that give services, the nearest first. */
  private static List<Agency> receivers(
      CatalogueSnapshot snapshot, StaffMember viewer, LocalDate today) {
    return snapshot
        .agency(viewer.agencyId())
        .flatMap(own -> snapshot.unit(own.unitId()))
        .map(unit -> snapshot.agenciesFor(unit, today))
        .orElse(List.of())
        .stream()
        .filter(agency -> HELPING.contains(agency.function()))
        .filter(agency -> !agency.id().equals(viewer.agencyId()))
        .toList();
  }

  private List<StaffMember> colleagues(StaffMember viewer) {
    return accounts.enrolled(viewer.agencyId()).stream()
        .filter(member -> Permissions.may(member, Action.VICTIM_OPEN))
        .filter(member -> !member.id().equals(viewer.id()))
        .toList();
  }

  private static List<VictimFormPage.Choice> countries(Ui ui) {
    Collator order = Collator.getInstance(ui.locale());
    Map<String, String> names = new HashMap<>();
    for (String two : Locale.getISOCountries()) {
      Locale country = new Locale("", two);
      names.put(country.getISO3Country(), country.getDisplayCountry(ui.locale()));
    }
    return names.entrySet().stream()
        .map(entry -> new VictimFormPage.Choice(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt(
                    (VictimFormPage.Choice choice) ->
                        NEAR.contains(choice.value()) ? NEAR.indexOf(choice.value()) : NEAR.size())
                .thenComparing(VictimFormPage.Choice::name, order))
        .toList();
  }

  private List<VictimFormPage.Choice> provinces() {
    LocalDate today = LegalTime.day(clock.instant());
    return catalogue.now().units().stream()
        .filter(unit -> unit.level() == UnitLevel.PROVINCE && unit.standsOn(today))
        .map(unit -> new VictimFormPage.Choice(String.valueOf(unit.id()), unit.fullName()))
        .sorted(
            Comparator.comparing(
                VictimFormPage.Choice::name, Collator.getInstance(new Locale("vi"))))
        .toList();
  }

  /** Full name of a unit; empty for none. */
  private String unit(@Nullable Long id) {
    CatalogueSnapshot snapshot = catalogue.now();
    return snapshot.unit(id).map(Unit::fullName).orElse("");
  }

  private Moments moments(Ui ui) {
    Instant now = clock.instant();
    return new Moments(ui, now, clocks.immediate());
  }

  private void name(Map<String, String> agencies, String id) {
    agencies.computeIfAbsent(id, i -> catalogue.now().agency(i).map(Agency::name).orElse(i));
  }

  /** The last six signs: the first ones of a UUIDv7 are the time and alike for a day. */
  static String number(UUID id) {
    String text = id.toString();
    return text.substring(text.length() - NUMBER_SIGNS).toUpperCase(Locale.ROOT);
  }
}
