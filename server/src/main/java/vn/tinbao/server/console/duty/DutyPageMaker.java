package vn.tinbao.server.console.duty;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.console.ColleagueNames;
import vn.tinbao.server.console.ConsoleSettings;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.duty.DutyRoster;
import vn.tinbao.server.duty.Handovers;
import vn.tinbao.server.duty.Shift;
import vn.tinbao.server.proceeding.InformedShare;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.web.Ui;

/** Puts names, days and places to what the room {@code duty} says. */
@Singleton
final class DutyPageMaker {
  private static final int DAYS = 7;
  private static final Duration SOON = Duration.ofDays(2);
  private static final int NUMBER_SIGNS = 6;

  private final DutyRoster roster;
  private final Handovers handovers;
  private final InformedShare informed;
  private final StaffAccounts accounts;
  private final TipDesk tips;
  private final ConsoleSettings settings;
  private final Clock clock;

  DutyPageMaker(
      DutyRoster roster,
      Handovers handovers,
      InformedShare informed,
      StaffAccounts accounts,
      TipDesk tips,
      ConsoleSettings settings,
      Clock clock) {
    this.roster = roster;
    this.handovers = handovers;
    this.informed = informed;
    this.accounts = accounts;
    this.tips = tips;
    this.settings = settings;
    this.clock = clock;
  }

  /** The Monday of its week. */
  static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  DutyPage roster(
      Ui ui,
      StaffMember viewer,
      Optional<LocalDate> day,
      @Nullable String mistake,
      DutyPage.Typed typed) {
    Instant now = clock.instant();
    LocalDate first = monday(day.orElseGet(() -> LegalTime.day(now)));
    ColleagueNames names = new ColleagueNames(accounts);
    boolean keeps = Permissions.may(viewer, Action.DUTY_KEEP);
    Optional<Handovers.Line> waiting = handovers.waiting(viewer);
    return new DutyPage(
        people(roster.at(viewer.agencyId(), now), names),
        roster.between(viewer.agencyId(), now, now.plus(SOON)).stream()
            .filter(shift -> shift.startsAt().isAfter(now))
            .findFirst()
            .map(shift -> new DutyPage.Person(shift, names.of(shift.staffId())))
            .orElse(null),
        week(viewer, first, names),
        first,
        keeps ? roster.candidates(viewer) : List.of(),
        keeps,
        handovers.now(viewer),
        informed.of(viewer.agencyId()),
        watched(ui, handovers.toWatch(viewer)),
        waiting.map(line -> given(line, names)).orElse(null),
        waiting.filter(line -> line.fromId().equals(viewer.id())).isPresent(),
        handovers.last(viewer).stream().map(line -> given(line, names)).toList(),
        UuidCreator.getTimeOrderedEpoch(),
        mistake,
        typed,
        moments(ui));
  }

  HandoverPage handover(Ui ui, StaffMember viewer, Handovers.View view) {
    ColleagueNames names = new ColleagueNames(accounts);
    boolean own = view.line().fromId().equals(viewer.id());
    return new HandoverPage(
        view,
        given(view.line(), names),
        view.onDuty().stream().map(names::of).toList(),
        watched(ui, view.tips()),
        view.line().waits() && !own,
        view.line().waits() && own,
        moments(ui));
  }

  private Moments moments(Ui ui) {
    return new Moments(ui, clock.instant(), settings.immediately());
  }

  /** A shift stands under the day on which it begins. */
  private List<DutyPage.Day> week(StaffMember viewer, LocalDate first, ColleagueNames names) {
    List<Shift> shifts =
        roster.between(
            viewer.agencyId(), LegalTime.start(first), LegalTime.start(first.plusDays(DAYS)));
    List<DutyPage.Day> days = new ArrayList<>();
    for (int i = 0; i < DAYS; i++) {
      LocalDate day = first.plusDays(i);
      days.add(
          new DutyPage.Day(
              day,
              people(
                  shifts.stream()
                      .filter(shift -> LegalTime.day(shift.startsAt()).equals(day))
                      .toList(),
                  names)));
    }
    return days;
  }

  private static List<DutyPage.Person> people(List<Shift> shifts, ColleagueNames names) {
    return shifts.stream()
        .map(shift -> new DutyPage.Person(shift, names.of(shift.staffId())))
        .toList();
  }

  private static DutyPage.Given given(Handovers.Line line, ColleagueNames names) {
    return new DutyPage.Given(line, names.of(line.fromId()), names.of(line.toId()));
  }

  private List<DutyPage.WatchedTip> watched(Ui ui, List<Handovers.Watched> found) {
    return found.stream()
        .map(
            tip ->
                new DutyPage.WatchedTip(
                    tip.tipId(),
                    number(tip.tipId()),
                    tip.why(),
                    tip.opens(),
                    tip.opens()
                        ? tips.line(tip.tipId())
                            .map(TipDesk.Line::place)
                            .orElseGet(() -> ui.t("console.no-place"))
                        : ui.t("access.closed-line")))
        .toList();
  }

  private static String number(UUID id) {
    String text = id.toString();
    return text.substring(text.length() - NUMBER_SIGNS).toUpperCase(Locale.ROOT);
  }
}
