package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.console.queue.QueueFilter;
import vn.tinbao.server.console.queue.QueueLines;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.OnPhone;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class RestrictionsTest {
  private static final String HERE = AccessWorld.HERE;
  private static final String THERE = AccessWorld.THIRD;

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipRestrictions restrictions;
  @Inject TipTransfers transfers;
  @Inject TipAccess access;
  @Inject TipDesk desk;
  @Inject QueueLines queue;
  @Inject Assignments assignments;
  @Inject DemoStaff demo;
  @Inject Catalogue catalogue;
  @Inject JdbcOperations jdbc;
  @Inject TestSql sql;

  @Test
  void only_heads_and_named_people_open_a_restricted_tip_until_it_is_lifted() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    StaffMember named = world.person("duocchon", HERE, Role.DUTY_OFFICER);
    StaffMember other = duty(HERE);

    assertThat(get(head, "/desk/tips/" + tip).body()).contains("Hạn chế người xem");
    assertThat(
            post(
                    head,
                    "/desk/tips/" + tip + "/restriction",
                    "reason",
                    "CHILD",
                    "named",
                    named.id().toString())
                .statusCode())
        .isEqualTo(303);

    assertThat(get(head, "/desk/tips/" + tip).statusCode()).isEqualTo(200);
    assertThat(get(named, "/desk/tips/" + tip).body()).contains(AccessWorld.MARKER);
    assertThat(get(other, "/desk/tips/" + tip).statusCode()).isEqualTo(404);
    assertThat(access.mayAct(other, tip)).isFalse();
    assertThat(get(other, "/desk").body())
        .contains("Tin hạn chế người xem")
        .doesNotContain("/desk/tips/" + tip);
    TipDesk.Line line = line(other, tip);
    assertThat(line.place()).isNull();
    assertThat(line.categories()).isEmpty();
    assertThat(line.clock()).isNull();
    assertThat(line(named, tip).place()).contains("Khánh Khê");

    assertThat(post(head, "/desk/tips/" + tip + "/restriction/end").statusCode()).isEqualTo(303);
    assertThat(get(other, "/desk/tips/" + tip).statusCode()).isEqualTo(200);
  }

  @Test
  void a_person_taken_off_the_list_opens_it_no_more() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    StaffMember named = world.person("bobot", HERE, Role.DUTY_OFFICER);
    restrictions.restrict(head, tip, TipRestrictions.Reason.OTHER, Set.of(named.id()));
    restrictions.restrict(head, tip, TipRestrictions.Reason.CHILD, Set.of());

    assertThat(access.mayOpen(named, tip)).isFalse();
    assertThat(restrictions.ofTip(tip).orElseThrow().reason())
        .isEqualTo(TipRestrictions.Reason.CHILD);
  }

  @Test
  void nobody_of_another_agency_can_be_named_and_supporters_are_shut_out() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    UUID id = newId();
    transfers.offer(here, id, tip, THERE, TipTransfers.Reason.OTHER_PLACE, null, true);
    transfers.accept(there, id);
    assertThat(access.mayOpen(here, tip)).isTrue();

    restrictions.restrict(
        head(THERE), tip, TipRestrictions.Reason.OTHER, Set.of(here.id(), there.id()));

    assertThat(restrictions.ofTip(tip).orElseThrow().named()).containsExactly(there.id());
    assertThat(access.mayOpen(there, tip)).isTrue();
    assertThat(access.mayOpen(here, tip)).isFalse();
    assertThat(access.mayOpen(head(HERE), tip)).isFalse();
    assertThat(restrictions.restrict(head(HERE), tip, TipRestrictions.Reason.OTHER, Set.of()))
        .isFalse();
    assertThat(restrictions.lift(head(HERE), tip)).isFalse();
  }

  @Test
  void a_restricted_tip_is_offered_to_heads_and_stays_restricted_with_its_new_lead() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    restrictions.restrict(head, tip, TipRestrictions.Reason.OFFICIAL, Set.of());
    UUID id = newId();
    transfers.offer(
        head, id, tip, THERE, TipTransfers.Reason.OFFICIAL_INVOLVED, "Ghi chú kín", false);
    StaffMember receiver = head(THERE);

    assertThat(get(duty(THERE), "/desk/transfers").body())
        .contains("chỉ lãnh đạo cơ quan")
        .doesNotContain("Ghi chú kín", id + "/acceptance");
    assertThat(transfers.accept(duty(THERE), id)).isInstanceOf(TipTransfers.Outcome.NotFound.class);
    assertThat(get(receiver, "/desk/transfers").body()).contains("Ghi chú kín", id + "/acceptance");

    assertThat(transfers.accept(receiver, id)).isInstanceOf(TipTransfers.Outcome.Done.class);
    assertThat(access.mayOpen(receiver, tip)).isTrue();
    assertThat(access.mayOpen(duty(THERE), tip)).isFalse();
    assertThat(access.mayOpen(head, tip)).isFalse();
  }

  @Test
  void a_restricted_tip_never_is_out_of_everybodys_sight() {
    // An agency whose head never enrolled: its desk takes the restricted tip over, and may read it.
    String small = "ca_xa@23535/2025-07-01";
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    restrictions.restrict(head, tip, TipRestrictions.Reason.OTHER, Set.of());
    UUID id = newId();
    transfers.offer(head, id, tip, small, TipTransfers.Reason.OTHER_PLACE, null, false);
    StaffMember desk = world.person("mottruc", small, Role.DUTY_OFFICER);
    StaffMember invited = world.person("moimoi", small, Role.AGENCY_LEAD);
    sql.run("UPDATE tinbao.staff_account SET totp_secret = NULL WHERE id = '" + invited.id() + "'");

    assertThat(transfers.accept(desk, id)).isInstanceOf(TipTransfers.Outcome.Done.class);
    assertThat(access.mayOpen(desk, tip)).isTrue();
    // Now there is one who has it: the others of that desk do not.
    StaffMember colleague = world.person("haitruc", small, Role.DUTY_OFFICER);
    assertThat(access.mayOpen(colleague, tip)).isFalse();
    // Until that one is at the desk no more.
    sql.run("DELETE FROM tinbao.staff_role WHERE account_id = '" + desk.id() + "'");
    assertThat(access.mayOpen(colleague, tip)).isTrue();
    // And the head, once enrolled, has it alone.
    sql.run("UPDATE tinbao.staff_account SET totp_secret = 'x' WHERE id = '" + invited.id() + "'");
    assertThat(access.mayOpen(colleague, tip)).isFalse();
    assertThat(access.mayOpen(invited, tip)).isTrue();
  }

  @Test
  void a_task_ends_when_the_tip_is_restricted_unless_its_officer_is_named() {
    UUID tip = world.tip().id();
    StaffMember officer = world.person("dangdi", HERE, Role.FIELD_OFFICER);
    StaffMember late = world.person("chuanhan", HERE, Role.FIELD_OFFICER);
    StaffMember both = install("vuatrucvuadi", Set.of(Role.FIELD_OFFICER, Role.DUTY_OFFICER));
    UUID task = offered(duty(HERE), tip, officer);
    assertThat(access.maySee(officer, tip)).isFalse();
    assertThat(narrative(officer, task)).isNull();
    accept(officer, task);
    assertThat(access.maySee(officer, tip)).isTrue();
    assertThat(narrative(officer, task)).contains(AccessWorld.MARKER);
    UUID open = offered(duty(HERE), tip, late);
    UUID kept = offered(duty(HERE), tip, both);
    accept(both, kept);

    restrictions.restrict(head(HERE), tip, TipRestrictions.Reason.OTHER, Set.of(both.id()));

    assertThat(state(officer, task)).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(narrative(officer, task)).isNull();
    assertThat(access.maySee(officer, tip)).isFalse();
    assertThat(state(late, open)).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(accept(late, open)).isInstanceOf(Assignments.Outcome.NotAllowed.class);
    assertThat(narrative(both, kept)).contains(AccessWorld.MARKER);
    assertThat(desk.open(head(HERE), tip).orElseThrow().attention()).isEqualTo("TASK_WITHDRAWN");
    assertThat(get(head(HERE), "/desk").body()).contains("Việc đã bị rút");
    assertThat(
            assignments.offer(duty(HERE), newId(), tip, officer.id(), null, Duration.ofMinutes(30)))
        .isEmpty();

    // Somebody who may open it sends the officer out anew; whoever is named no more stops.
    UUID anew = offered(head(HERE), tip, officer);
    accept(officer, anew);
    assertThat(narrative(officer, anew)).contains(AccessWorld.MARKER);
    assertThat(access.maySee(officer, tip)).isTrue();
    assertThat(access.mayOpen(officer, tip)).isFalse();
    restrictions.restrict(head(HERE), tip, TipRestrictions.Reason.OTHER, Set.of());
    assertThat(state(both, kept)).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(state(officer, anew)).isEqualTo(AssignmentState.ACCEPTED);
  }

  @Test
  void a_task_ends_when_the_account_of_its_officer_is_closed_or_goes_to_another_agency() {
    String central =
        catalogue.now().agencies().stream()
            .filter(agency -> agency.level() == AgencyLevel.CENTRAL)
            .findFirst()
            .orElseThrow()
            .id();
    StaffMember admin = world.person("quantri", central, Role.ADMIN);
    UUID tip = world.tip().id();
    StaffMember goes = install("nghiviec", Set.of(Role.FIELD_OFFICER));
    StaffMember moves = install("chuyencongtac", Set.of(Role.FIELD_OFFICER));
    StaffMember stays = install("olai", Set.of(Role.FIELD_OFFICER));
    UUID first = offered(duty(HERE), tip, goes);
    UUID second = offered(duty(HERE), tip, moves);
    UUID third = offered(duty(HERE), tip, stays);
    accept(goes, first);
    accept(moves, second);
    accept(stays, third);

    assertThat(post(admin, "/admin/staff/" + goes.id() + "/close").statusCode()).isEqualTo(303);
    assertThat(state(goes, first)).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(state(moves, second)).isEqualTo(AssignmentState.ACCEPTED);
    assertThat(desk.line(tip).orElseThrow().attention()).isEqualTo("TASK_WITHDRAWN");
    assertThat(change(admin, moves, THERE).statusCode()).isEqualTo(303);
    assertThat(change(admin, stays, HERE).statusCode()).isEqualTo(303);

    assertThat(state(moves, second)).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(narrative(moves, second)).isNull();
    assertThat(state(stays, third)).isEqualTo(AssignmentState.ACCEPTED);
  }

  private HttpResponse<String> change(StaffMember admin, StaffMember who, String agency) {
    return post(
        admin,
        "/admin/staff/" + who.id(),
        "agency",
        agency,
        "name",
        "Tên khác",
        "role-FIELD_OFFICER",
        "on");
  }

  private StaffMember install(String name, Set<Role> roles) {
    UUID id = demo.install(List.of(new DemoStaff.AgencySeat(name, name, HERE, roles))).get(0).id();
    return new StaffMember(id, name, name, HERE, roles);
  }

  private UUID offered(StaffMember by, UUID tip, StaffMember officer) {
    return assignments
        .offer(by, newId(), tip, officer.id(), null, Duration.ofMinutes(30))
        .orElseThrow()
        .id();
  }

  private Assignments.Outcome accept(StaffMember officer, UUID task) {
    return assignments.act(officer, task, newId(), AssignmentState.Action.ACCEPT, null, null);
  }

  private AssignmentState state(StaffMember officer, UUID task) {
    return assignments.open(officer, task).orElseThrow().state();
  }

  private @Nullable String narrative(StaffMember officer, UUID task) {
    return OnPhone.words(assignments, officer, task);
  }

  @Test
  void spoilt_forms_do_no_harm() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    assertThat(
            post(head, "/desk/tips/" + tip + "/restriction", "reason", "<x>", "named", "kein-id")
                .statusCode())
        .isEqualTo(303);
    assertThat(restrictions.ofTip(tip).orElseThrow().reason())
        .isEqualTo(TipRestrictions.Reason.OTHER);
    assertThat(
            post(head, "/desk/tips/" + UUID.randomUUID() + "/restriction", "reason", "CHILD")
                .statusCode())
        .isEqualTo(404);
  }

  private TipDesk.Line line(StaffMember viewer, UUID tip) {
    for (QueueLines.Part part : List.of(QueueLines.Part.URGENT, QueueLines.Part.OTHERS)) {
      for (TipDesk.Line line : queue.slice(viewer, QueueFilter.none(), part, null, 5_000).lines()) {
        if (line.id().equals(tip)) {
          return line;
        }
      }
    }
    throw new AssertionError("not in the queue");
  }

  private StaffMember duty(String agency) {
    return world.person("truc", agency, Role.DUTY_OFFICER);
  }

  private StaffMember head(String agency) {
    return world.person("lanhdao", agency, Role.AGENCY_LEAD);
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private HttpResponse<String> get(StaffMember as, String path) {
    return Surfer.signedIn(server, world.cookie(as)).get(path);
  }

  private HttpResponse<String> post(StaffMember as, String path, String... fields) {
    return Surfer.signedIn(server, world.cookie(as)).post(path, fields);
  }
}
