package vn.tinbao.server.victim;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** The clocks of a person's record wake who may know of it, and are told upwards when broken. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-23T08:00:00+07:00")
class PersonClockAlertsTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T01:00:00Z");
  private static final String HERE = AccessWorld.HERE;

  @Inject PersonClockAlerts alerts;
  @Inject PersonEscalations escalations;
  @Inject Victims victims;
  @Inject VictimCourse course;
  @Inject AccessWorld world;
  @Inject Catalogue catalogue;
  @Inject TransactionOperations<Connection> transactions;
  @Inject EmbeddedServer server;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  private String above;
  private StaffMember here;
  private StaffMember head;
  private StaffMember stranger;
  private StaffMember superior;
  private UUID id;

  @BeforeEach
  void somebody_asks_for_help() {
    time.set(MONDAY);
    sql.run("DELETE FROM tinbao.victim_clock");
    above = catalogue.now().agency(HERE).orElseThrow().parentId();
    here = world.person("truc", HERE, Role.DUTY_OFFICER);
    head = world.person("lanhdao", HERE, Role.AGENCY_LEAD);
    stranger = world.person("dongnghiep", HERE, Role.DUTY_OFFICER);
    superior = world.person("captren", above, Role.AGENCY_LEAD);
    id = begun();
  }

  @Test
  void what_was_not_told_at_once_wakes_who_may_open_it_and_the_desk_above() {
    assertThat(alerts.look()).isZero();
    time.advance(Duration.ofMinutes(14));
    assertThat(alerts.look()).isZero();
    time.advance(Duration.ofMinutes(1));
    assertThat(alerts.look()).isEqualTo(2);
    assertThat(alerts.look()).isZero();

    assertThat(pushed(here)).containsExactly("person");
    assertThat(pushed(head)).containsExactly("person");
    assertThat(pushed(stranger)).as("need to know").isEmpty();
    assertThat(pushed(superior)).containsExactly("escalation");
    assertThat(told())
        .containsExactlyInAnyOrder("bring_to_commune BREACHED", "commune_notify_health BREACHED");

    // Told late: met, and late for ever.
    course.happened(here, newId(), id, LegalEvent.HEALTH_TOLD, clock.instant());
    assertThat(told())
        .containsExactlyInAnyOrder("bring_to_commune MET", "commune_notify_health MET");
    assertThat(
            sql.text(
                "SELECT min(breached_at)::text FROM tinbao.victim_clock WHERE victim_id = '%s' AND met_at IS NOT NULL"
                    .formatted(id)))
        .isNotEmpty();
    String page = Surfer.signedIn(server, world.cookie(superior)).get("/desk/escalations").body();
    assertThat(page).contains("Hồ sơ người").doesNotContain(id.toString());
  }

  @Test
  void it_warns_at_its_times_then_is_late_and_says_nothing_of_what_was_done() {
    course.happened(here, newId(), id, LegalEvent.HEALTH_TOLD, MONDAY);
    List<Long> hours = new ArrayList<>();
    // Three days from Monday end with Thursday: 88 hours from 8 o'clock.
    for (int hour = 1; hour <= 96; hour++) {
      time.advance(Duration.ofHours(1));
      for (int said = alerts.look(); said > 0; said--) {
        hours.add(Duration.between(MONDAY, clock.instant()).toHours());
      }
    }
    assertThat(hours).containsExactly(16L, 64L, 86L, 88L);
    assertThat(told()).containsExactly("initial_verify BREACHED");

    course.happened(here, newId(), id, LegalEvent.INITIALLY_VERIFIED, clock.instant());
    UUID other = begun();
    course.happened(here, newId(), other, LegalEvent.HEALTH_TOLD, clock.instant());
    course.happened(here, newId(), other, LegalEvent.INITIALLY_VERIFIED, clock.instant());
    time.advance(Duration.ofDays(30));
    assertThat(alerts.look()).isZero();
  }

  @Test
  void nodes_that_look_at_the_same_time_say_it_once_and_a_held_record_waits() {
    for (int i = 0; i < 10; i++) {
      begun();
    }
    time.advance(Duration.ofHours(1));
    int held =
        transactions.executeWrite(
            status -> {
              int mine = count(status.getConnection(), id);
              return mine + CompletableFuture.supplyAsync(alerts::look).join();
            });
    assertThat(held).as("all but the held one").isEqualTo(1 + 20);
    time.advance(Duration.ofMinutes(1));
    begun();
    time.advance(Duration.ofHours(1));
    List<CompletableFuture<Integer>> nodes =
        Stream.generate(() -> CompletableFuture.supplyAsync(alerts::look)).limit(3).toList();
    assertThat(nodes.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(4);
  }

  private static int count(Connection connection, UUID victim) {
    try (var select =
        connection.prepareStatement("SELECT 1 FROM tinbao.victim WHERE id = ? FOR UPDATE")) {
      select.setObject(1, victim);
      try (var row = select.executeQuery()) {
        return row.next() ? 1 : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID begun() {
    UUID victim = newId();
    VictimEntry entry =
        new VictimEntry(
            new VictimFacts("Lò Thị Giấu Kín", null, 24, "", "", "", "Bị lừa sang bên kia"),
            Sex.FEMALE,
            "Thái",
            "VNM",
            "KHM",
            List.of("ForcedLabour"),
            false,
            null,
            LegalTime.day(clock.instant()));
    assertThat(victims.begin(here, victim, null, entry)).isEqualTo(new VictimOutcome.Done(victim));
    return victim;
  }

  private List<String> pushed(StaffMember to) {
    return sql.rows(
        "SELECT topic FROM tinbao.push_message WHERE ref = '%s' AND staff_id = '%s'"
            .formatted(id, to.id()));
  }

  private List<String> told() {
    return escalations.to(above).stream()
        .filter(one -> one.of().equals(id) && one.from().equals(HERE))
        .map(one -> one.clock() + " " + one.state())
        .toList();
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
