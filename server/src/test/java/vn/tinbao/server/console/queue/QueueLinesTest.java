package vn.tinbao.server.console.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.console.queue.QueueFilter.Only;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.sms.testing.TestSql;

/** The order of the queue, its filters, and what filters must not tell. */
@MicronautTest(transactional = false)
class QueueLinesTest {
  private static final String STORY =
      "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc";
  private static final int SIZE = "full".equals(System.getProperty("tinbao.test.size")) ? 400 : 60;

  @Inject EmbeddedServer server;
  @Inject QueueLines queue;
  @Inject TipIntake intake;
  @Inject TipDesk desk;
  @Inject TipRestrictions restrictions;
  @Inject Assignments assignments;
  @Inject AccessWorld world;
  @Inject TestSql sql;

  private static final Comparator<At> ORDER =
      Comparator.comparing(At::due, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(at -> at.id().toString());

  private record At(UUID id, @Nullable Instant due) {}

  @Test
  void pages_give_every_open_line_once_in_the_order_of_the_clocks() {
    StaffMember duty = duty();
    Random random = new Random(6);
    Map<UUID, At> urgent = new HashMap<>();
    Map<UUID, At> others = new HashMap<>();
    Set<UUID> settled = new java.util.HashSet<>();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    for (int i = 0; i < SIZE; i++) {
      UUID id = Tips.submit(intake, "o xa Khánh Khê Lạng Sơn nghi co nguoi bi lua").id();
      int urgency = 1 + random.nextInt(5);
      boolean done = random.nextInt(5) == 0;
      boolean wanted = done && random.nextInt(3) == 0;
      // Few different times, so that equal ones meet.
      Instant due = random.nextInt(4) == 0 ? null : now.plusSeconds(3600L * random.nextInt(9));
      sql.run("DELETE FROM tinbao.tip_clock WHERE tip_id = '%s'".formatted(id));
      if (due != null) {
        clock(id, "resolve", due.plusSeconds(7));
        clock(id, "assign", due);
      }
      sql.run(
          "UPDATE tinbao.tip SET urgency = %d, state = '%s', attention = %s WHERE id = '%s'"
              .formatted(
                  urgency,
                  done ? "NOT_PROSECUTED" : "RECEIVED",
                  wanted ? "'NEW_MESSAGE'" : "NULL",
                  id));
      if (done && !wanted && due == null) {
        settled.add(id);
      } else {
        (urgency >= 4 ? urgent : others).put(id, new At(id, due));
      }
    }

    for (int most : new int[] {1, 7, 30}) {
      assertThat(walk(duty, QueueFilter.none(), QueueLines.Part.URGENT, most, urgent.keySet()))
          .isEqualTo(inOrder(urgent));
      assertThat(walk(duty, QueueFilter.none(), QueueLines.Part.OTHERS, most, others.keySet()))
          .isEqualTo(inOrder(others));
    }
    assertThat(walk(duty, QueueFilter.none(), QueueLines.Part.OTHERS, 30, settled)).isEmpty();
    assertThat(Set.copyOf(walk(duty, only(Only.SETTLED), QueueLines.Part.SETTLED, 7, settled)))
        .isEqualTo(settled);
  }

  @Test
  void a_clock_that_starts_or_ends_moves_the_line() {
    StaffMember duty = duty();
    UUID id = Tips.submit(intake, STORY).id();
    sql.run("UPDATE tinbao.tip SET state = 'PROSECUTED' WHERE id = '%s'".formatted(id));
    assertThat(part(duty, id)).isIn(QueueLines.Part.URGENT, QueueLines.Part.OTHERS);

    sql.run("DELETE FROM tinbao.tip_clock WHERE tip_id = '%s'".formatted(id));
    assertThat(part(duty, id)).isEqualTo(QueueLines.Part.SETTLED);

    clock(id, "notify_reporter_result", Instant.now().plus(Duration.ofDays(3)));
    assertThat(part(duty, id)).isIn(QueueLines.Part.URGENT, QueueLines.Part.OTHERS);
    sql.run("DELETE FROM tinbao.tip_clock WHERE tip_id = '%s'".formatted(id));
    desk.changed(id);
    sql.run("UPDATE tinbao.tip SET attention = 'NEW_MESSAGE' WHERE id = '%s'".formatted(id));
    assertThat(part(duty, id)).isIn(QueueLines.Part.URGENT, QueueLines.Part.OTHERS);
  }

  @Test
  void filters_find_what_they_ask_for() {
    StaffMember duty = duty();
    UUID plain = Tips.submit(intake, STORY).id();
    UUID worked = Tips.submit(intake, STORY).id();
    UUID late = Tips.submit(intake, STORY).id();
    assertThat(
            assignments.offer(
                duty,
                UUID.randomUUID(),
                worked,
                world.person("canbo", AccessWorld.HERE, Role.FIELD_OFFICER).id(),
                null,
                Duration.ofMinutes(30)))
        .isPresent();
    clock(late, "late", Instant.now().minus(Duration.ofHours(1)));
    sql.run(
        "UPDATE tinbao.tip SET state = 'VERIFYING', categories = '{ORGAN_REMOVAL}' WHERE id = '%s'"
            .formatted(late));
    Set<UUID> ours = Set.of(plain, worked, late);

    assertThat(found(duty, only(Only.MINE), ours)).containsExactly(worked);
    assertThat(found(duty, only(Only.UNASSIGNED), ours)).containsExactlyInAnyOrder(plain, late);
    assertThat(found(duty, only(Only.OVERDUE), ours)).contains(late);
    assertThat(queue.overdue(duty)).isPositive();
    assertThat(found(duty, QueueIds.filter("state=VERIFYING"), ours)).containsExactly(late);
    assertThat(found(duty, QueueIds.filter("category=ORGAN_REMOVAL"), ours)).containsExactly(late);
    assertThat(found(duty, QueueIds.filter("place=06286/2025-07-01"), ours))
        .containsExactlyInAnyOrderElementsOf(ours);
    assertThat(found(duty, QueueIds.filter("place=15499/2025-07-01"), ours)).isEmpty();
    assertThat(found(duty, QueueIds.filter("place=none"), ours)).isEmpty();
    assertThat(found(duty, QueueIds.filter("channel=SMS"), ours)).isEmpty();
    assertThat(found(duty, QueueIds.filter("only=LEADING&channel=WEB"), ours))
        .containsExactlyInAnyOrderElementsOf(ours);
  }

  /** What a closed line hides must not be told by a filter, nor by the count. */
  @Test
  void a_filter_does_not_tell_what_a_closed_line_hides() {
    StaffMember head = world.person("chihuy", AccessWorld.HERE, Role.AGENCY_LEAD);
    StaffMember duty = duty();
    UUID closed = Tips.submit(intake, STORY).id();
    clock(closed, "late", Instant.now().minus(Duration.ofHours(1)));
    sql.run(
        "UPDATE tinbao.tip SET child = true, attention = 'NEW_MESSAGE' WHERE id = '%s'"
            .formatted(closed));
    int before = queue.overdue(duty);
    assertThat(restrictions.restrict(head, closed, TipRestrictions.Reason.CHILD, Set.of()))
        .isNotNull();

    for (String asked :
        List.of(
            "place=06286/2025-07-01",
            "category=CHILD&category=LURE_ABROAD&category=UNRELATED",
            "only=OVERDUE",
            "only=CHILD",
            "only=WANTED",
            "only=UNASSIGNED",
            "channel=WEB")) {
      assertThat(found(duty, QueueIds.filter(asked), Set.of(closed))).as(asked).isEmpty();
    }
    assertThat(found(head, only(Only.CHILD), Set.of(closed))).containsExactly(closed);
    assertThat(found(duty, only(Only.RESTRICTED), Set.of(closed))).containsExactly(closed);
    assertThat(queue.overdue(duty)).isLessThanOrEqualTo(Math.max(0, before - 1));
    TipDesk.Line line =
        all(duty, only(Only.RESTRICTED)).stream()
            .filter(l -> l.id().equals(closed))
            .findFirst()
            .orElseThrow();
    assertThat(line.opens()).isFalse();
    assertThat(line.dueAt()).isNull();
    assertThat(line.child()).isFalse();
    assertThat(get(duty, "/desk?only=RESTRICTED").body()).doesNotContain("value=\"" + closed);
  }

  @Test
  void another_agency_finds_none_of_them() {
    UUID id = Tips.submit(intake, STORY).id();
    StaffMember stranger = world.person("nguoila", AccessWorld.ELSEWHERE, Role.DUTY_OFFICER);

    assertThat(found(stranger, QueueFilter.none(), Set.of(id))).isEmpty();
    // A line of another agency is no place to go on from: the list begins anew.
    assertThat(
            queue
                .slice(stranger, QueueFilter.none(), QueueLines.Part.OTHERS, id, 5)
                .lines()
                .stream()
                .map(TipDesk.Line::id))
        .doesNotContain(id);
  }

  @Test
  void what_anybody_may_type_into_the_address_is_a_page() {
    StaffMember duty = duty();
    for (String typed :
        List.of(
            "state=%27%3B+DROP&category=x&urgency=9&only=ALL&place=%00",
            "after=x&list=urgent",
            "after=" + UUID.randomUUID(),
            "place=99999/2025-07-01",
            "place=" + "9".repeat(1_000),
            "only=" + "a&only=".repeat(200),
            "done=99999999&said=%3Cb%3E")) {
      assertThat(get(duty, "/desk?" + typed).statusCode()).as(typed).isEqualTo(200);
    }
  }

  @Test
  void a_filter_and_its_address_are_the_same() {
    Random random = new Random(17);
    for (int i = 0; i < SIZE; i++) {
      QueueFilter filter =
          QueueFilter.read(
              some(QueueFilter.STATES, random),
              some(names(Category.values()), random),
              some(List.of("1", "2", "3", "4", "5"), random),
              some(List.of("APP", "SMS"), random),
              some(names(Only.values()), random),
              random.nextBoolean() ? null : "06286/2025-07-01");
      assertThat(QueueIds.filter(filter.query())).isEqualTo(filter);
      assertThat(QueueIds.filter(filter.query()).query()).isEqualTo(filter.query());
    }
    assertThat(QueueFilter.none().address()).isEqualTo("/desk");
  }

  @Test
  void a_view_is_kept_for_oneself_and_its_name_is_sealed() {
    StaffMember duty = world.person("giuxem", AccessWorld.HERE, Role.DUTY_OFFICER);
    StaffMember colleague = world.person("nguoikhac", AccessWorld.HERE, Role.DUTY_OFFICER);
    String id = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      assertThat(
              post(
                      duty,
                      "/desk/views",
                      "viewId",
                      id,
                      "name",
                      "Vụ bà Hường",
                      "filter",
                      "only=OVERDUE&x=1")
                  .headers()
                  .firstValue("Location"))
          .contains("/desk?only=OVERDUE&said=view-kept");
    }
    assertThat(get(duty, "/desk").body()).containsOnlyOnce(">Vụ bà Hường</a>");
    assertThat(get(colleague, "/desk").body()).doesNotContain("Vụ bà Hường");
    assertThat(
            sql.rows(
                "SELECT encode(name, 'escape') || filter FROM tinbao.desk_view WHERE id = '"
                    + id
                    + "'"))
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .doesNotContain("Hường")
        .endsWith("only=OVERDUE");

    post(colleague, "/desk/views/end", "viewId", id);
    assertThat(get(duty, "/desk").body()).contains("Vụ bà Hường");
    post(duty, "/desk/views/end", "viewId", id);
    assertThat(get(duty, "/desk").body()).doesNotContain("Vụ bà Hường");
    for (String name : List.of("", " ", "x".repeat(41), "a\u0007b")) {
      assertThat(
              post(duty, "/desk/views", "name", name, "filter", "")
                  .headers()
                  .firstValue("Location"))
          .contains("/desk?said=view-name-wrong");
    }
    assertThat(post(duty, "/desk/views", "x", "y").statusCode()).isEqualTo(303);
  }

  @Test
  void several_tips_go_to_an_officer_once_however_often_they_are_sent() {
    StaffMember duty = duty();
    UUID officer = world.person("canbo", AccessWorld.HERE, Role.FIELD_OFFICER).id();
    UUID foreign = world.person("canbola", AccessWorld.ELSEWHERE, Role.FIELD_OFFICER).id();
    UUID one = Tips.submit(intake, STORY).id();
    UUID two = Tips.submit(intake, STORY).id();
    UUID form = UUID.randomUUID();
    String[] fields = {
      "formId",
      form.toString(),
      "officer",
      officer.toString(),
      "tip",
      one.toString(),
      "tip",
      two.toString(),
      "tip",
      UUID.randomUUID().toString(),
      "tip",
      "x",
      "back",
      "only=OVERDUE"
    };
    for (int i = 0; i < 2; i++) {
      assertThat(post(duty, "/desk/assignments", fields).headers().firstValue("Location"))
          .contains("/desk?only=OVERDUE&done=2&not=1");
    }
    for (UUID tip : List.of(one, two)) {
      assertThat(sql.rows("SELECT state FROM tinbao.assignment WHERE tip_id = '" + tip + "'"))
          .containsExactly("OFFERED");
    }
    fields[3] = foreign.toString();
    fields[1] = UUID.randomUUID().toString();
    assertThat(post(duty, "/desk/assignments", fields).headers().firstValue("Location"))
        .contains("/desk?only=OVERDUE&done=0&not=3");
    assertThat(post(duty, "/desk/assignments", "back", "").headers().firstValue("Location"))
        .contains("/desk?said=none-ticked");
    assertThat(
            post(duty, "/desk/assignments", "tip", one.toString()).headers().firstValue("Location"))
        .contains("/desk?said=no-officer");
  }

  private StaffMember duty() {
    return world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
  }

  private static QueueFilter only(Only question) {
    return QueueIds.filter("only=" + question);
  }

  private static List<UUID> inOrder(Map<UUID, At> lines) {
    return lines.values().stream().sorted(ORDER).map(At::id).toList();
  }

  /** Page by page; of what other tests left, nothing. */
  private List<UUID> walk(
      StaffMember viewer, QueueFilter filter, QueueLines.Part part, int most, Set<UUID> ours) {
    List<UUID> seen = new ArrayList<>();
    UUID after = null;
    do {
      QueueLines.Slice slice = queue.slice(viewer, filter, part, after, most);
      slice.lines().stream().map(TipDesk.Line::id).filter(ours::contains).forEach(seen::add);
      after = slice.goOn();
    } while (after != null);
    return seen;
  }

  private QueueLines.Part part(StaffMember viewer, UUID id) {
    return List.of(QueueLines.Part.values()).stream()
        .filter(part -> !walk(viewer, QueueFilter.none(), part, 100, Set.of(id)).isEmpty())
        .collect(Collectors.collectingAndThen(Collectors.toList(), found -> found.get(0)));
  }

  private List<UUID> found(StaffMember viewer, QueueFilter filter, Set<UUID> ours) {
    List<UUID> found = new ArrayList<>(walk(viewer, filter, QueueLines.Part.URGENT, 50, ours));
    found.addAll(walk(viewer, filter, QueueLines.Part.OTHERS, 50, ours));
    return found;
  }

  private List<TipDesk.Line> all(StaffMember viewer, QueueFilter filter) {
    List<TipDesk.Line> all = new ArrayList<>();
    all.addAll(queue.slice(viewer, filter, QueueLines.Part.URGENT, null, 5_000).lines());
    all.addAll(queue.slice(viewer, filter, QueueLines.Part.OTHERS, null, 5_000).lines());
    return all;
  }

  private static List<String> some(List<String> from, Random random) {
    return from.stream().filter(value -> random.nextInt(3) == 0).toList();
  }

  private static List<String> names(Enum<?>[] values) {
    return List.of(values).stream().map(Enum::name).toList();
  }

  private void clock(UUID tip, String clock, Instant due) {
    sql.run(
        """
        INSERT INTO tinbao.tip_clock (tip_id, clock, basis, started_at, due_at, overdue_at)
        VALUES ('%s', '%s', 'thử', now() - interval '40 days', '%s', '%s')
        """
            .formatted(tip, clock, due, due));
  }

  private HttpResponse<String> get(StaffMember as, String path) {
    return Surfer.signedIn(server, world.cookie(as)).get(path);
  }

  private HttpResponse<String> post(StaffMember as, String path, String... fields) {
    return Surfer.signedIn(server, world.cookie(as)).post(path, fields);
  }
}
