package vn.tinbao.server.fieldwork;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.assignment.AssignmentState.Action;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.TestSql;

/** What an officer found in the field becomes the record of a person, without being typed again. */
@MicronautTest(transactional = false)
class FieldToRecordTest {
  private static final String SEEN = "Một cô gái chừng 15 tuổi, hoảng sợ, bị giữ giấy tờ";

  @Inject EmbeddedServer server;
  @Inject FieldOperations operations;
  @Inject FieldDevices devices;
  @Inject Assignments assignments;
  @Inject AccessWorld world;
  @Inject TestSql sql;

  @Test
  void from_the_officers_report_to_the_record_of_the_person() {
    StaffMember duty = world.person("truc-ban-hs", AccessWorld.HERE, Role.DUTY_OFFICER);
    StaffMember officer = world.person("can-bo-hs", AccessWorld.HERE, Role.FIELD_OFFICER);
    UUID tip = world.tip().id();
    UUID task = UuidCreator.getTimeOrderedEpoch();
    assignments
        .offer(duty, task, tip, officer.id(), "Đến ngay", Duration.ofMinutes(30))
        .orElseThrow();
    UUID phone = UUID.randomUUID();
    byte[] key = new byte[FieldDevices.KEY_BYTES];
    Arrays.fill(key, (byte) 7);
    assertThat(devices.heardOf(officer, UUID.randomUUID(), phone, key, "Máy")).isFalse();
    operations.apply(
        officer,
        phone,
        new FieldOperations.Step(
            UuidCreator.getTimeOrderedEpoch(), task, null, Action.ACCEPT, null));
    Map<String, String> written =
        Map.of("victims", SEEN, "screening.sold-marriage", "YES", "screening.organs", "NO");
    written.forEach(
        (field, value) ->
            assertThat(
                    operations.apply(
                        officer,
                        phone,
                        new FieldOperations.Writing(
                            UuidCreator.getTimeOrderedEpoch(),
                            task,
                            null,
                            Map.of(field, new FieldReports.Edit(value, 0, null)),
                            false)))
                .isInstanceOf(FieldOperations.Result.Applied.class));

    Surfer desk = Surfer.signedIn(server, world.cookie(duty));
    String begin = "/victims/new?tip=" + tip + "&amp;task=" + task;
    assertThat(desk.get("/desk/tips/" + tip).body()).contains(begin);
    String form = desk.get(begin.replace("&amp;", "&")).body();
    assertThat(form)
        .contains(SEEN)
        .containsPattern("value=\"ForcedMarriage\"[^>]* checked")
        .doesNotContainPattern("value=\"OrganRemoval\"[^>]* checked");
    String id = Surfer.hidden(form, "formId");
    assertThat(
            desk.post(
                    "/victims",
                    "formId",
                    id,
                    "tip",
                    tip.toString(),
                    "metOn",
                    java.time.LocalDate.now(java.time.ZoneId.of("Asia/Ho_Chi_Minh")).toString(),
                    "age",
                    "15",
                    "exploitation",
                    "ForcedMarriage",
                    "story",
                    SEEN)
                .statusCode())
        .isEqualTo(303);
    assertThat(desk.get("/victims/" + id).body()).contains(SEEN, "Ép kết hôn", "/desk/tips/" + tip);
    assertThat(desk.get("/desk/tips/" + tip).body()).contains("/victims/" + id);
    assertThat(sql.text("SELECT tip_id::text FROM tinbao.victim WHERE id = '" + id + "'"))
        .isEqualTo(tip.toString());
  }
}
