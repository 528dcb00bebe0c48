package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.access.MovesCases;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.duplicate.Merges;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.OnPhone;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.TipRows;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.MovesCommand;
import vn.tinbao.server.tip.Reforms;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipMoves;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.sms.testing.TestSql;

/** Open tips when the catalogue changes beneath them, and when their agency is no more. */
@MicronautTest(transactional = false)
class MovesTest {
  private static final String HERE = AccessWorld.HERE;
  private static final String THERE = AccessWorld.THIRD;

  @Inject EmbeddedServer server;
  @Inject ApplicationContext context;
  @Inject AccessWorld world;
  @Inject MovesCases cases;
  @Inject TipMoves moves;
  @Inject Reforms reforms;
  @Inject TipDesk desk;
  @Inject TipTransfers transfers;
  @Inject Merges merges;
  @Inject FollowUp followUp;
  @Inject TipRestrictions restrictions;
  @Inject Assignments assignments;
  @Inject StaffAccounts staff;
  @Inject Catalogue catalogue;
  @Inject JdbcOperations jdbc;
  @Inject TestSql sql;
  @Inject TipRows tips;
  @Inject Clock clock;

  @AfterEach
  void as_it_was() {
    sql.run("DELETE FROM tinbao.competence_rule WHERE id = 'test.province'");
    // What one test left open is no other one's matter.
    sql.run("UPDATE tinbao.tip SET state = 'NOT_A_REPORT'");
    catalogue.refresh();
  }

  @Test
  void a_change_of_the_rules_moves_nothing_until_a_head_confirms_it() {
    UUID tip = world.tip().id();
    UUID other = world.tip().id();
    StaffMember head = world.person("truong", HERE, Role.AGENCY_LEAD);
    assertThat(get(head, "/desk/moves").body()).contains("Không có tin nào cần chuyển");

    String to = provinceLeads();
    HttpResponse<String> page = get(head, "/desk/moves");
    assertThat(page.body())
        .contains("value=\"" + tip + "~" + to + "\"", "value=\"" + other + "~" + to + "\"")
        .contains("Công an tỉnh Lạng Sơn", "Quy tắc thử")
        .doesNotContain(AccessWorld.MARKER);
    assertThat(tips.leads(tip)).containsExactly(HERE);
    List<String> clocksBefore = tips.openClocks(tip);

    HttpResponse<String> done = post(head, "/desk/moves", "move", tip + "~" + to);

    assertThat(done.headers().firstValue("Location")).contains("/desk/moves?moved=1");
    assertThat(tips.leads(tip)).containsExactly(to);
    assertThat(tips.leads(other)).containsExactly(HERE);
    assertThat(get(head, "/desk/tips/" + tip).statusCode()).isEqualTo(404);
    assertThat(tips.events(tip)).contains("MOVED_RULES");
    assertThat(tips.audit(tip)).contains("TIP_MOVED");
    assertThat(tips.openClocks(tip)).isNotEmpty().isNotEqualTo(clocksBefore).contains("classify");
    String opened = get(world.person("tinh", to, Role.DUTY_OFFICER), "/desk/tips/" + tip).body();
    assertThat(opened)
        .contains(AccessWorld.MARKER, "Quy tắc thử", "Chuyển theo danh mục, chủ trì mới");
    assertThat(get(head, "/desk/moves?moved=1").body()).contains("Đã chuyển 1 tin.");
    assertThat(get(head, "/desk/moves?moved=%3Cb%3E").body()).doesNotContain("<b>", "Đã chuyển");
  }

  @Test
  void what_was_shown_is_what_is_confirmed() {
    UUID tip = world.tip().id();
    StaffMember head = world.person("truong", HERE, Role.AGENCY_LEAD);
    String to = provinceLeads();
    assertThat(moves.confirm(head, tip, THERE)).isEqualTo(TipMoves.Outcome.OTHERWISE);
    sql.run("DELETE FROM tinbao.competence_rule WHERE id = 'test.province'");
    catalogue.refresh();
    assertThat(post(head, "/desk/moves", "move", tip + "~" + to).headers().firstValue("Location"))
        .contains("/desk/moves?moved=0&otherwise=1");
    for (String nonsense : List.of("", "~", "x~y", tip + "", "~" + to, "%00~" + to)) {
      assertThat(post(head, "/desk/moves", "move", nonsense).statusCode()).isEqualTo(303);
    }
    assertThat(post(head, "/desk/moves", "page", "1").statusCode()).isEqualTo(303);
    assertThat(tips.leads(tip)).containsExactly(HERE);
  }

  @Test
  void other_heads_and_other_roles_move_nothing() {
    UUID tip = world.tip().id();
    String to = provinceLeads();
    StaffMember stranger = world.person("truong", THERE, Role.AGENCY_LEAD);
    assertThat(moves.confirm(stranger, tip, to)).isEqualTo(TipMoves.Outcome.NOT_FOUND);
    assertThat(get(stranger, "/desk/moves").body()).doesNotContain(tip.toString());
    StaffMember duty = world.person("truc", HERE, Role.DUTY_OFFICER);
    assertThat(get(duty, "/desk/moves").statusCode()).isEqualTo(403);
    assertThat(post(duty, "/desk/moves", "move", tip + "~" + to).statusCode()).isEqualTo(403);
    assertThat(get(duty, "/desk").body()).doesNotContain("/desk/moves");
    assertThat(tips.leads(tip)).containsExactly(HERE);
  }

  @Test
  void what_a_person_chose_offers_or_closed_is_shown_and_never_moved() {
    UUID accepted = world.tip().id();
    StaffMember here = world.person("truong", HERE, Role.AGENCY_LEAD);
    StaffMember there = world.person("truong", THERE, Role.AGENCY_LEAD);
    UUID offer = UuidCreator.getTimeOrderedEpoch();
    transfers.offer(here, offer, accepted, THERE, TipTransfers.Reason.OTHER_PLACE, null, false);
    transfers.accept(there, offer);
    UUID restricted = world.tip().id();
    restrictions.restrict(here, restricted, TipRestrictions.Reason.CHILD, Set.of());
    UUID offered = world.tip().id();
    transfers.offer(
        here,
        UuidCreator.getTimeOrderedEpoch(),
        offered,
        THERE,
        TipTransfers.Reason.OTHER_PLACE,
        null,
        false);
    String to = provinceLeads();

    assertThat(moves.ofAgency(there).moves())
        .allMatch(TipMoves.Move::byHand)
        .extracting(move -> move.tip().id())
        .contains(accepted);
    assertThat(moves.ofAgency(here).moves())
        .filteredOn(TipMoves.Move::byHand)
        .extracting(move -> move.tip().id())
        .contains(restricted, offered);
    assertThat(moves.confirm(there, accepted, to)).isEqualTo(TipMoves.Outcome.OTHERWISE);
    assertThat(moves.confirm(here, restricted, to)).isEqualTo(TipMoves.Outcome.OTHERWISE);
    assertThat(get(there, "/desk/moves").body())
        .contains("Do người quyết định", "/desk/tips/" + accepted + "/transfer")
        .doesNotContain("name=\"move\"");

    assertThat(moves.moveAll()).isZero();
    assertThat(tips.leads(accepted)).containsExactly(THERE);
    assertThat(tips.leads(restricted)).containsExactly(HERE);
    assertThat(tips.leads(offered)).containsExactly(HERE);
  }

  @Test
  void tips_that_are_kept_from_some_are_not_even_counted() {
    LocalDate today = LocalDate.now(clock);
    StaffMember head = world.person("truong", HERE, Role.AGENCY_LEAD);
    UUID open = world.tip().id();
    UUID child = world.tip().id();
    restrictions.restrict(head, child, TipRestrictions.Reason.CHILD, Set.of());
    UUID official = world.tip().id();
    restrictions.restrict(head, official, TipRestrictions.Reason.OFFICIAL, Set.of());
    sql.run(
        "UPDATE tinbao.tip_restriction SET until = now(), lifted_by = '%s' WHERE tip_id = '%s'"
            .formatted(head.id(), official));
    provinceLeads();
    assertThat(moves.flows(today, any -> true)).extracting(TipMoves.Flow::tips).containsExactly(1);
    assertThat(moves.flows(today, THERE::equals)).isEmpty();

    String ended = cases.endedBefore(HERE);
    cases.leadBy(child, ended);
    cases.leadBy(official, ended);
    int before = reforms.wouldHandOver(today, any -> true).agencies();
    Reforms.Outcome none = reforms.wouldHandOver(today, any -> true);
    assertThat(none.handed() + none.asked()).isZero();
    cases.leadBy(open, ended);
    Reforms.Outcome one = reforms.wouldHandOver(today, any -> true);
    assertThat(one.handed()).isEqualTo(1);
    assertThat(one.agencies()).isGreaterThanOrEqualTo(before);
    assertThat(reforms.wouldHandOver(today, THERE::equals).handed()).isZero();
  }

  @Test
  void the_command_shows_and_moves_only_when_told_to() {
    UUID tip = world.tip().id();
    String to = provinceLeads();
    assertThat(command()).contains("elsewhere: 1; of these a person decides: 0", HERE, to);
    assertThat(tips.leads(tip)).containsExactly(HERE);
    assertThat(command("--at", "2031-01-01")).contains("on 2031-01-01");
    assertThat(command("--at", "2031-01-01", "--move")).contains("--at only shows");
    assertThat(tips.leads(tip)).containsExactly(HERE);
    assertThat(command("--move")).contains("Moved: 1");
    assertThat(tips.leads(tip)).containsExactly(to);
    assertThat(command("--move")).contains("elsewhere: 0", "Moved: 0");
  }

  @Test
  void the_tips_people_and_tasks_of_an_agency_that_is_no_more_go_to_its_heir() throws Exception {
    String ended = cases.endedBefore(HERE);
    UUID tip = world.tip().id();
    cases.leadBy(tip, ended);
    StaffMember duty = world.person("cu", ended, Role.DUTY_OFFICER);
    StaffMember officer = world.person("cu", ended, Role.FIELD_OFFICER);
    StaffMember admin = world.person("cu", ended, Role.ADMIN);
    UUID task = UuidCreator.getTimeOrderedEpoch();
    assignments.offer(duty, task, tip, officer.id(), "Đến ngay", Duration.ofMinutes(30));
    assignments.act(
        officer,
        task,
        UuidCreator.getTimeOrderedEpoch(),
        AssignmentState.Action.ACCEPT,
        null,
        null);
    List<String> clocks = tips.openClocks(tip);
    assertThat(reforms.wouldHandOver(LocalDate.now(clock), any -> true).handed()).isEqualTo(1);
    assertThat(tips.leads(tip)).containsExactly(ended);

    // Two nodes at once: once is enough.
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Reforms.Outcome>> both = List.of(reforms::handOver, reforms::handOver);
      int handed = 0;
      int people = 0;
      for (Future<Reforms.Outcome> node : nodes.invokeAll(both)) {
        handed += node.get().handed();
        people += node.get().people();
      }
      assertThat(handed).isEqualTo(1);
      assertThat(people).isEqualTo(2);
    } finally {
      nodes.shutdown();
    }

    assertThat(tips.leads(tip)).containsExactly(HERE);
    assertThat(tips.events(tip))
        .containsOnlyOnce("MOVED_HEIR")
        .doesNotContain("ASSIGNMENT_WITHDRAWN");
    assertThat(tips.audit(tip)).contains("TIP_MOVED");
    assertThat(tips.openClocks(tip)).isEqualTo(clocks);
    assertThat(staff.byId(duty.id()).orElseThrow().agencyId()).isEqualTo(HERE);
    assertThat(staff.byId(admin.id()).orElseThrow().agencyId()).isEqualTo(ended);
    StaffMember same = staff.byId(officer.id()).orElseThrow();
    assertThat(assignments.open(same, task).orElseThrow().state())
        .isEqualTo(AssignmentState.ACCEPTED);
    assertThat(OnPhone.words(assignments, same, task)).contains(AccessWorld.MARKER);
    assertThat(get(world.person("truc", HERE, Role.DUTY_OFFICER), "/desk/tips/" + tip).body())
        .contains("kết thúc hoạt động từ ngày", "Bàn giao cho cơ quan kế thừa");
    assertThat(reforms.handOver().handed()).isZero();
  }

  @Test
  void what_was_merged_goes_along_by_rule_by_heir_and_by_the_reporters_words() {
    StaffMember head = world.person("truong", HERE, Role.AGENCY_LEAD);
    UUID tip = world.tip().id();
    UUID merged = world.tip().id();
    UUID closed = world.tip().id();
    for (UUID later : List.of(merged, closed)) {
      merges.merge(head, UuidCreator.getTimeOrderedEpoch(), tip, later, false);
    }
    restrictions.restrict(head, closed, TipRestrictions.Reason.CHILD, Set.of());
    List<String> clocksBefore = tips.openClocks(merged);
    String to = provinceLeads();
    assertThat(moves.confirm(head, tip, to)).isEqualTo(TipMoves.Outcome.MOVED);
    assertThat(tips.leads(tip)).containsExactly(to);
    assertThat(tips.leads(merged)).containsExactly(to);
    assertThat(tips.events(merged)).contains("MOVED_ALONG");
    assertThat(tips.audit(merged)).contains("TIP_MOVED");
    // It rests: nothing begins for it there. What its own heads closed stays with them.
    assertThat(tips.openClocks(merged)).isEqualTo(clocksBefore);
    assertThat(tips.leads(closed)).containsExactly(HERE);
    StaffMember province = world.person("truong", to, Role.AGENCY_LEAD);
    assertThat(desk.open(province, closed)).isEmpty();
    assertThat(desk.open(province, merged)).isPresent();
    assertThat(desk.open(head, merged)).isEmpty();

    // Taken back, it begins anew where it is by now.
    merges.undo(province, merged);
    assertThat(desk.line(merged).orElseThrow().state()).isEqualTo("RECEIVED");
    assertThat(tips.openClocks(merged)).contains("classify");

    sql.run("DELETE FROM tinbao.competence_rule WHERE id = 'test.province'");
    catalogue.refresh();
    String ended = cases.endedBefore(HERE);
    UUID left = world.tip().id();
    UUID along = world.tip().id();
    merges.merge(head, UuidCreator.getTimeOrderedEpoch(), left, along, false);
    cases.leadBy(left, ended);
    cases.leadBy(along, ended);
    assertThat(reforms.handOver().handed()).isEqualTo(1);
    assertThat(tips.leads(left)).containsExactly(HERE);
    assertThat(tips.leads(along)).containsExactly(HERE);

    TipReceipt nowhere = world.tip();
    UUID with = world.tip().id();
    merges.merge(head, UuidCreator.getTimeOrderedEpoch(), nowhere.id(), with, false);
    sql.run(
        "UPDATE tinbao.tip SET unit_id = NULL, entered_unit_id = NULL WHERE id = '%s'"
            .formatted(nowhere.id()));
    cases.leadBy(nowhere.id(), THERE);
    cases.leadBy(with, THERE);
    followUp.write(
        nowhere.code().grouped(), UuidCreator.getTimeOrderedEpoch(), "Đúng là ở xã Khánh Khê.");
    assertThat(tips.leads(nowhere.id())).containsExactly(HERE);
    assertThat(tips.leads(with)).containsExactly(HERE);
  }

  @Test
  void a_suspended_tip_that_moves_has_no_clock_of_its_beginning() {
    StaffMember head = world.person("truong", HERE, Role.AGENCY_LEAD);
    UUID tip = world.tip().id();
    sql.run("UPDATE tinbao.tip SET state = 'SUSPENDED' WHERE id = '" + tip + "'");
    sql.run(
        "UPDATE tinbao.tip_clock SET state = 'MET', met_at = now(), next_alert_at = NULL WHERE tip_id = '"
            + tip
            + "'");
    String to = provinceLeads();
    assertThat(moves.confirm(head, tip, to)).isEqualTo(TipMoves.Outcome.MOVED);
    assertThat(tips.leads(tip)).containsExactly(to);
    assertThat(tips.openClocks(tip)).isEmpty();
  }

  @Test
  void where_several_took_parts_over_a_person_chooses() {
    Agency ended = district();
    UUID tip = world.tip().id();
    cases.leadBy(tip, ended.id());
    assertThat(reforms.handOver().asked()).isEqualTo(1);
    assertThat(reforms.handOver().asked()).isEqualTo(1);
    assertThat(tips.leads(tip)).containsExactly(ended.id());
    assertThat(tips.events(tip)).containsOnlyOnce("HEIR_WANTED");
    StaffMember old = world.person("huyen", ended.id(), Role.DUTY_OFFICER);
    assertThat(get(old, "/desk").body()).contains("Cơ quan đã kết thúc: chọn nơi nhận");
    assertThat(get(old, "/desk/tips/" + tip).body()).contains("Lãnh đạo mở trang");

    String heir = catalogue.now().currentOf(ended, LocalDate.now(clock)).get(0).id();
    StaffMember head = world.person("truong", heir, Role.AGENCY_LEAD);
    StaffMember stranger = world.person("truong", THERE, Role.AGENCY_LEAD);
    assertThat(get(stranger, "/desk/moves").body()).doesNotContain(tip.toString());
    assertThat(post(stranger, "/desk/moves/" + tip + "/heir", "to", THERE).statusCode())
        .isEqualTo(404);
    assertThat(get(head, "/desk/moves").body())
        .contains(tip.toString(), ended.name(), "Cần người chọn nơi nhận (1)")
        .doesNotContain(AccessWorld.MARKER);
    assertThat(post(head, "/desk/moves/" + tip + "/heir", "to", THERE).statusCode()).isEqualTo(422);
    assertThat(post(head, "/desk/moves/" + tip + "/heir", "to", "").statusCode()).isEqualTo(422);

    assertThat(post(head, "/desk/moves/" + tip + "/heir", "to", heir).statusCode()).isEqualTo(303);
    assertThat(tips.leads(tip)).containsExactly(heir);
    assertThat(get(head, "/desk/tips/" + tip).body())
        .contains(AccessWorld.MARKER, "theo quyết định của người có thẩm quyền");
    assertThat(post(head, "/desk/moves/" + tip + "/heir", "to", heir).statusCode()).isEqualTo(404);
    assertThat(tips.audit(tip)).contains("TIP_HEIR_WANTED", "TIP_MOVED");
  }

  @Test
  void the_heir_that_a_person_chose_is_kept_by_rules_and_readings() {
    Agency ended = district();
    TipReceipt receipt = world.tip();
    UUID tip = receipt.id();
    cases.leadBy(tip, ended.id());
    String heir = catalogue.now().currentOf(ended, LocalDate.now(clock)).get(0).id();
    StaffMember head = world.person("truong", heir, Role.AGENCY_LEAD);
    assertThat(reforms.choose(head, tip, heir)).contains(true);
    assertThat(sql.rows("SELECT human_routed::text FROM tinbao.tip WHERE id = '" + tip + "'"))
        .containsExactly("true");
    provinceLeads();
    assertThat(moves.moveAll()).isZero();
    sql.run(
        "UPDATE tinbao.tip SET unit_id = NULL, entered_unit_id = NULL WHERE id = '" + tip + "'");
    followUp.write(
        receipt.code().grouped(), UuidCreator.getTimeOrderedEpoch(), "Ở xã Thường Phước.");
    assertThat(tips.leads(tip)).containsExactly(heir);
  }

  @Test
  void a_restricted_tip_goes_by_rule_to_no_desk_where_everybody_would_open_it() {
    String heir =
        catalogue.now().agencies().stream()
            .filter(agency -> agency.key().equals("ca_xa") && agency.validTo() == null)
            .map(Agency::id)
            .filter(id -> !Set.of(HERE, THERE, AccessWorld.ELSEWHERE).contains(id))
            .filter(id -> staff.enrolled(id).isEmpty() && cases.wasEndedFor(id))
            .sorted()
            .findFirst()
            .orElseThrow();
    UUID tip = world.tip().id();
    StaffMember here = world.person("truong", HERE, Role.AGENCY_LEAD);
    restrictions.restrict(here, tip, TipRestrictions.Reason.CHILD, Set.of());
    String ended = cases.endedBefore(heir);
    cases.leadBy(tip, ended);
    world.person("truc", heir, Role.DUTY_OFFICER);
    Reforms.Outcome outcome = reforms.handOver();
    assertThat(outcome.handed()).isZero();
    assertThat(outcome.asked()).isEqualTo(1);
    assertThat(tips.leads(tip)).containsExactly(ended);

    StaffMember head = world.person("truong", heir, Role.AGENCY_LEAD);
    assertThat(reforms.choose(head, tip, heir)).contains(true);
    assertThat(tips.leads(tip)).containsExactly(heir);
    assertThat(
            sql.rows(
                "SELECT staff_id FROM tinbao.tip_named WHERE until IS NULL AND tip_id = '"
                    + tip
                    + "'"))
        .containsExactly(head.id().toString());
  }

  @Test
  void new_words_are_routed_today_and_for_the_desk_that_received_the_tip() {
    TipReceipt receipt = world.tip();
    UUID tip = receipt.id();
    sql.run(
        ("UPDATE tinbao.tip_reading SET question = question || '{\"receivedBy\": \"%s\"}'"
                + " WHERE tip_id = '%s'")
            .formatted(THERE, tip));
    sql.run("UPDATE tinbao.tip SET received_at = '2024-06-01' WHERE id = '" + tip + "'");
    followUp.write(receipt.code().grouped(), UuidCreator.getTimeOrderedEpoch(), "Họ có ba người.");
    assertThat(
            sql.rows(
                ("SELECT question->>'receivedBy' || ' ' || (question->>'day') FROM"
                        + " tinbao.tip_reading WHERE tip_id = '%s'"
                        + " ORDER BY read_at DESC, id DESC LIMIT 1")
                    .formatted(tip)))
        .containsExactly(THERE + " " + LegalTime.day(clock.instant()));
  }

  @Test
  void a_tip_about_an_official_goes_to_no_commune_by_rule() {
    String ended = cases.endedBefore(HERE);
    UUID tip = world.tip().id();
    StaffMember head = world.person("truong", HERE, Role.AGENCY_LEAD);
    restrictions.restrict(head, tip, TipRestrictions.Reason.OFFICIAL, Set.of());
    cases.leadBy(tip, ended);
    Reforms.Outcome outcome = reforms.handOver();
    assertThat(outcome.handed()).isZero();
    assertThat(outcome.asked()).isEqualTo(1);
    assertThat(tips.leads(tip)).containsExactly(ended);
    assertThat(reforms.choose(head, tip, HERE)).isEmpty();
  }

  @Test
  void a_supporting_agency_that_is_no_more_gives_its_part_to_its_heir_and_offers_end() {
    String ended = cases.endedBefore(HERE);
    UUID tip = world.tip().id();
    cases.leadBy(tip, provincePolice());
    sql.run(
        "INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since) VALUES ('"
            + tip
            + "', '"
            + ended
            + "', 'SUPPORTING', now() - interval '1 day')");
    UUID offered = world.tip().id();
    StaffMember head = world.person("truong", HERE, Role.AGENCY_LEAD);
    sql.run(
        ("INSERT INTO tinbao.tip_transfer (id, tip_id, from_agency_id, to_agency_id, reason,"
                + " stays_supporting, offered_by, offered_at) VALUES ('%s', '%s', '%s', '%s',"
                + " 'OTHER_PLACE', false, '%s', now())")
            .formatted(UuidCreator.getTimeOrderedEpoch(), offered, HERE, ended, head.id()));

    assertThat(reforms.handOver().supporters()).isEqualTo(1);

    assertThat(tips.agencies(tip)).contains(HERE).doesNotContain(ended);
    assertThat(tips.leads(tip)).containsExactly(provincePolice());
    assertThat(tips.events(tip)).contains("SUPPORTER_ENDED");
    assertThat(transfers.ofTip(offered).get(0).state()).isEqualTo(TipTransfers.State.WITHDRAWN);
    assertThat(tips.events(offered)).contains("TRANSFER_WITHDRAWN");
    assertThat(tips.leads(offered)).containsExactly(HERE);
  }

  private String provincePolice() {
    return catalogue.now().agencies().stream()
        .filter(agency -> agency.key().equals("ca_tinh") && agency.validTo() == null)
        .filter(agency -> agency.name().contains("Lạng Sơn"))
        .map(Agency::id)
        .findFirst()
        .orElseThrow();
  }

  /** The district police that ended on 2025-03-01, and of whose work several took parts. */
  private Agency district() {
    return catalogue.now().agencies().stream()
        .filter(agency -> agency.key().equals("ca_huyen"))
        .filter(agency -> agency.unitId() > 0 && agency.name().contains("Cao Lộc"))
        .findFirst()
        .orElseThrow();
  }

  /** A rule by which the province's police lead in the whole province. */
  private String provinceLeads() {
    String to = provincePolice();
    Agency agency = catalogue.now().agency(to).orElseThrow();
    sql.run(
        ("INSERT INTO tinbao.competence_rule (id, procedure, categories, min_urgency, lead,"
                + " supporting, priority, unit_ids, reason, basis, valid_from) VALUES"
                + " ('test.province', 'CRIME_REPORT', '{}', 1, '[{\"function\": \"POLICE\","
                + " \"level\": \"PROVINCE\", \"key\": \"ca_tinh\"}]', '[]', 9999, '{%d}',"
                + " 'Quy tắc thử.', 'thử', '2021-01-01')")
            .formatted(agency.unitId()));
    catalogue.refresh();
    return to;
  }

  private String command(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(context.getBean(MovesCommand.class));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    line.execute(arguments);
    return out.toString();
  }

  private HttpResponse<String> get(StaffMember as, String path) {
    return Surfer.signedIn(server, world.cookie(as)).get(path);
  }

  private HttpResponse<String> post(StaffMember as, String path, String... fields) {
    return Surfer.signedIn(server, world.cookie(as)).post(path, fields);
  }
}
