package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.duty.DutyRole;
import vn.tinbao.server.duty.DutyRoster;
import vn.tinbao.server.duty.Handovers;
import vn.tinbao.server.duty.Shift;
import vn.tinbao.server.duty.Wakes;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;

/** The queue's forms, the roster, hand-overs. */
@Singleton
final class DutyCases implements AccessCases {
  private final DutyRoster roster;
  private final Handovers handovers;
  private final Clock clock;
  private final AtomicInteger days = new AtomicInteger();

  DutyCases(DutyRoster roster, Handovers handovers, Clock clock) {
    this.roster = roster;
    this.handovers = handovers;
    this.clock = clock;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "POST /desk/assignments",
        (world, owner) -> Request.form("/desk/assignments", "tip", world.tip().id().toString()),
        "POST /desk/views",
        (world, owner) -> Request.form("/desk/views", "name", "Tin gấp", "filter", "only=OVERDUE"),
        "POST /desk/views/end",
        (world, owner) -> Request.form("/desk/views/end", "viewId", UUID.randomUUID().toString()),
        "POST /desk/duty/shifts",
        (world, owner) -> {
          LocalDateTime from =
              LocalDateTime.ofInstant(begin(), LegalTime.ZONE).truncatedTo(ChronoUnit.MINUTES);
          return Request.form(
              "/desk/duty/shifts",
              "staff",
              desk(world).id().toString(),
              "role",
              "DESK",
              "wakes",
              "ALL",
              "from",
              from.toString(),
              "until",
              from.plusHours(8).toString());
        },
        "POST /desk/duty/shifts/{id}/end",
        (world, owner) -> Request.form("/desk/duty/shifts/" + shift(world) + "/end"),
        "POST /desk/duty/weeks",
        (world, owner) -> Request.form("/desk/duty/weeks", "week", "2026-11-23"),
        "POST /desk/duty/handovers",
        (world, owner) -> {
          clear(world);
          return Request.form("/desk/duty/handovers", "note", "Không có gì");
        },
        "GET /desk/duty/handovers/{id}",
        (world, owner) -> Request.of("/desk/duty/handovers/" + given(world, desk(world))),
        "POST /desk/duty/handovers/{id}/signature",
        (world, owner) ->
            Request.form("/desk/duty/handovers/" + given(world, desk(world)) + "/signature"),
        "POST /desk/duty/handovers/{id}/withdrawal",
        (world, owner) ->
            Request.form("/desk/duty/handovers/" + given(world, owner) + "/withdrawal"));
  }

  private static StaffMember desk(AccessWorld world) {
    return world.person("giaoca", AccessWorld.HERE, Role.DUTY_OFFICER);
  }

  /** A free day for each shift. */
  private Instant begin() {
    return clock.instant().plus(Duration.ofDays(1 + days.incrementAndGet() % 360));
  }

  private UUID shift(AccessWorld world) {
    StaffMember head = world.person("chihuy", AccessWorld.HERE, Role.AGENCY_LEAD);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Instant from = begin();
    DutyRoster.Outcome outcome =
        roster.add(
            head,
            new Shift(
                id,
                desk(world).id(),
                DutyRole.DESK,
                Wakes.ALL,
                from,
                from.plus(Duration.ofHours(1))));
    if (outcome != DutyRoster.Outcome.DONE) {
      throw new IllegalStateException(outcome.toString());
    }
    return id;
  }

  private UUID given(AccessWorld world, StaffMember owner) {
    clear(world);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    StaffMember by =
        owner.agencyId().equals(AccessWorld.HERE) && deskRole(owner) ? owner : desk(world);
    if (handovers.give(by, id, null) != Handovers.Outcome.DONE) {
      throw new IllegalStateException("not given");
    }
    return id;
  }

  private static boolean deskRole(StaffMember member) {
    return member.is(Role.DUTY_OFFICER) || member.is(Role.AGENCY_LEAD);
  }

  /** Somebody takes the one that waits. */
  private void clear(AccessWorld world) {
    handovers
        .waiting(desk(world))
        .ifPresent(
            line -> {
              for (String name : new String[] {"nhanca", "nhanca2"}) {
                var unused =
                    handovers.take(
                        world.person(name, AccessWorld.HERE, Role.DUTY_OFFICER), line.id());
              }
            });
  }
}
