package vn.tinbao.server.duty;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.DerivedIds;
import vn.tinbao.sms.db.SqlTime;

/**
 * The roster of each agency's desk: who is there from when to when. Commune police must have one
 * (TTLT 01/2017 art. 7; TT 28/2020 art. 4). A change leaves an audit row.
 */
@Singleton
public class DutyRoster {
  /** Longest shift: whoever is there longer has two. */
  public static final Duration LONGEST = Duration.ofHours(48);

  /** How far ahead a roster may be written. */
  public static final Duration AHEAD = Duration.ofDays(370);

  /** How long ago a shift may have ended that is entered afterwards. */
  private static final Duration AFTERWARDS = Duration.ofDays(1);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MOST = 500;

  private final ShiftRows rows;
  private final StaffAccounts accounts;
  private final Woken woken;
  private final Audit audit;
  private final Live live;
  private final Clock clock;

  DutyRoster(
      ShiftRows rows, StaffAccounts accounts, Woken woken, Audit audit, Live live, Clock clock) {
    this.rows = rows;
    this.woken = woken;
    this.accounts = accounts;
    this.audit = audit;
    this.live = live;
    this.clock = clock;
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    /** The viewer keeps no roster, or there is no such shift on it. */
    NOT_FOUND,
    /** Not of the desk of this agency, or gone. */
    NOBODY,
    /** Ends before it begins, is too long, too far off, or over already. */
    TIME_WRONG,
    /** The same person is on duty already at that time. */
    OVERLAPS
  }

  /** Topic on which open pages learn that the roster or a hand-over changed. */
  static String topic(String agencyId) {
    return "duty." + agencyId;
  }

  /** Hints that the roster or a hand-over of this agency changed, from now on. */
  public Flux<String> changes(String agencyId) {
    return live.stream(topic(agencyId));
  }

  /**
   * Shifts of an agency that touch this time, by their beginning.
   *
   * @param until exclusive
   */
  public List<Shift> between(String agencyId, Instant from, Instant until) {
    return rows.between(agencyId, from, until, MOST).stream().map(ShiftRows.Row::shift).toList();
  }

  /** Who is on duty at this moment. */
  public List<Shift> at(String agencyId, Instant moment) {
    return between(agencyId, moment, moment.plusMillis(1)).stream()
        .filter(shift -> shift.covers(moment))
        .toList();
  }

  /** People who may be put on the roster of the viewer's agency: those of its desk, by name. */
  public List<StaffMember> candidates(StaffMember viewer) {
    return accounts.colleagues(viewer.agencyId()).stream().filter(DutyRoster::ofTheDesk).toList();
  }

  private static boolean ofTheDesk(StaffMember member) {
    return member.is(Role.DUTY_OFFICER) || member.is(Role.AGENCY_LEAD);
  }

  /**
   * Puts somebody on the roster of the viewer's agency.
   *
   * @param shift its id is the form's UUIDv7: the same twice is one shift
   */
  @Transactional
  public Outcome add(StaffMember viewer, Shift shift) {
    if (!Permissions.may(viewer, Action.DUTY_KEEP)) {
      return Outcome.NOT_FOUND;
    }
    var unused = rows.lock(viewer.agencyId());
    var known = rows.byId(shift.id());
    if (known.isPresent()) {
      return known.get().agencyId().equals(viewer.agencyId()) ? Outcome.DONE : Outcome.NOT_FOUND;
    }
    Instant now = SqlTime.now(clock);
    if (!shift.endsAt().isAfter(shift.startsAt())
        || Duration.between(shift.startsAt(), shift.endsAt()).compareTo(LONGEST) > 0
        || shift.endsAt().isBefore(now.minus(AFTERWARDS))
        || shift.startsAt().isAfter(now.plus(AHEAD))) {
      return Outcome.TIME_WRONG;
    }
    if (candidates(viewer).stream().noneMatch(member -> member.id().equals(shift.staffId()))) {
      return Outcome.NOBODY;
    }
    if (rows.overlaps(viewer.agencyId(), shift.staffId(), shift.startsAt(), shift.endsAt())) {
      return Outcome.OVERLAPS;
    }
    int added =
        rows.add(
            shift.id(),
            viewer.agencyId(),
            shift.staffId(),
            shift.role().name(),
            shift.wakes().name(),
            shift.startsAt(),
            shift.endsAt(),
            viewer.id(),
            now);
    if (added == 0) {
      return Outcome.NOT_FOUND;
    }
    audit.record(viewer.id(), "DUTY_SHIFT_ADDED", "DUTY_SHIFT", shift.id().toString());
    changed(viewer, shift.id());
    return Outcome.DONE;
  }

  /** Takes a shift off the roster; the row stays. Twice is once. */
  @Transactional
  public Outcome drop(StaffMember viewer, UUID id) {
    if (!Permissions.may(viewer, Action.DUTY_KEEP)) {
      return Outcome.NOT_FOUND;
    }
    if (rows.drop(id, viewer.agencyId(), viewer.id(), SqlTime.now(clock)) == 0) {
      return rows.byId(id).filter(row -> row.agencyId().equals(viewer.agencyId())).isPresent()
          ? Outcome.DONE
          : Outcome.NOT_FOUND;
    }
    audit.record(viewer.id(), "DUTY_SHIFT_DROPPED", "DUTY_SHIFT", id.toString());
    changed(viewer, id);
    return Outcome.DONE;
  }

  /**
   * Copies the shifts of the seven days before {@code from} onto the seven days from it on, for
   * people who are still of the desk and free then.
   *
   * @param formId UUIDv7 of the form: the same twice copies once
   * @return how many were copied
   */
  @Transactional
  public int copyWeek(StaffMember viewer, UUID formId, Instant from) {
    if (!Permissions.may(viewer, Action.DUTY_KEEP)) {
      return 0;
    }
    int copied = 0;
    for (Shift shift : between(viewer.agencyId(), from.minus(WEEK), from)) {
      if (!shift.startsAt().isBefore(from) || shift.startsAt().isBefore(from.minus(WEEK))) {
        continue;
      }
      Shift next =
          new Shift(
              DerivedIds.of(formId, shift.id()),
              shift.staffId(),
              shift.role(),
              shift.wakes(),
              shift.startsAt().plus(WEEK),
              shift.endsAt().plus(WEEK));
      boolean known = rows.byId(next.id()).isPresent();
      copied += !known && add(viewer, next) == Outcome.DONE ? 1 : 0;
    }
    return copied;
  }

  private void changed(StaffMember viewer, UUID id) {
    woken.forget();
    live.afterCommit(topic(viewer.agencyId()), id.toString());
  }
}
