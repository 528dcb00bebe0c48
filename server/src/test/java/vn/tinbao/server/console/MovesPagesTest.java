package vn.tinbao.server.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.access.MovesCases;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.tip.Reforms;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.sms.testing.TestSql;

/** The page of moves in a browser: both widths, with and without JavaScript. */
@MicronautTest(transactional = false)
class MovesPagesTest extends BrowserTest {
  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject MovesCases cases;
  @Inject Reforms reforms;
  @Inject TipTransfers transfers;
  @Inject Catalogue catalogue;
  @Inject TestSql sql;

  @Test
  void a_head_chooses_confirms_and_sees_what_people_decided() {
    StaffMember head = world.person("truong", AccessWorld.HERE, Role.AGENCY_LEAD);
    Page page = open(DESK);
    signIn(page, head);
    page.navigate(server.getURI() + "/desk");
    page.click(".desk-links a[href='/desk/moves']");
    PlaywrightAssertions.assertThat(page.locator(".nothing")).isVisible();
    assertAccessible(page);

    UUID ruled = world.tip().id();
    UUID offered = world.tip().id();
    transfers.offer(
        head,
        UUID.randomUUID(),
        offered,
        AccessWorld.THIRD,
        TipTransfers.Reason.OTHER_PLACE,
        null,
        false);
    Agency district =
        catalogue.now().agencies().stream()
            .filter(a -> a.key().equals("ca_huyen") && a.name().contains("Cao Lộc"))
            .findFirst()
            .orElseThrow();
    UUID orphan = world.tip().id();
    cases.leadBy(orphan, district.id());
    reforms.handOver();
    provinceLeads();

    page.navigate(server.getURI() + "/desk/moves");
    PlaywrightAssertions.assertThat(page.locator("#hand-title")).containsText("(1)");
    look(page, "moves");
    page.setViewportSize(PHONE.width(), PHONE.height());
    look(page, "moves");
    page.check("input[value^='" + ruled + "']");
    page.click(".move-confirm button");
    PlaywrightAssertions.assertThat(page.locator("[role=status].alert"))
        .containsText("Đã chuyển 1 tin");
    look(page, "moves-done");

    String heir = catalogue.now().currentOf(district, LocalDate.now()).get(0).id();
    Page plain = openWithoutScript(PHONE);
    signIn(plain, world.person("truong", heir, Role.AGENCY_LEAD));
    plain.navigate(server.getURI() + "/desk/moves");
    PlaywrightAssertions.assertThat(plain.locator("#waiting-title")).containsText("(1)");
    assertFits(plain);
    picture(plain, "moves-heir", true);
    plain.click("#t-" + orphan + " button");
    PlaywrightAssertions.assertThat(plain.locator("[role=status].alert"))
        .containsText("Đã chuyển 1 tin");
    plain.navigate(server.getURI() + "/desk/tips/" + orphan);
    PlaywrightAssertions.assertThat(plain.locator("main")).containsText("kết thúc hoạt động");
  }

  private static void look(Page page, String name) {
    assertAccessible(page);
    assertFits(page);
    picture(page, name, true);
  }

  private void signIn(Page page, StaffMember as) {
    signIn(page, server.getURI(), world.cookie(as));
  }

  private void provinceLeads() {
    long province =
        catalogue.now().agencies().stream()
            .filter(a -> a.key().equals("ca_tinh") && a.validTo() == null)
            .filter(a -> a.name().contains("Lạng Sơn"))
            .findFirst()
            .orElseThrow()
            .unitId();
    sql.run(
        ("INSERT INTO tinbao.competence_rule (id, procedure, categories, min_urgency, lead,"
                + " supporting, priority, unit_ids, reason, basis, valid_from) VALUES"
                + " ('test.province', 'CRIME_REPORT', '{}', 1, '[{\"function\": \"POLICE\","
                + " \"level\": \"PROVINCE\", \"key\": \"ca_tinh\"}]', '[]', 9999, '{%d}',"
                + " 'Quy tắc thử: Công an tỉnh chủ trì.', 'thử', '2021-01-01')")
            .formatted(province));
    catalogue.refresh();
  }
}
