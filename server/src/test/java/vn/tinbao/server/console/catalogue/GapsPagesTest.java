package vn.tinbao.server.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.access.MovesCases;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;

/** The check of the catalogue and what it would move, as pages. */
@MicronautTest(transactional = false)
class GapsPagesTest extends BrowserTest {
  private static final String CHECK = "/admin/catalogue/gaps";

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject MovesCases cases;

  @Test
  void the_check_is_readable_on_every_screen() {
    Page page = open(DESK);
    StaffMember admin = world.person("quantri", AccessWorld.HERE, Role.ADMIN);
    signIn(page, server.getURI(), world.cookie(admin));
    page.navigate(server.getURI() + "/admin/catalogue");
    page.click(".subnav a[href='" + CHECK + "']");
    PlaywrightAssertions.assertThat(page.locator("#reach-title")).isVisible();
    look(page, "gaps");
    page.setViewportSize(PHONE.width(), PHONE.height());
    look(page, "gaps");
    page.click("a[href='" + CHECK + "?key=ca_xa']");
    PlaywrightAssertions.assertThat(page.locator(".results li").first())
        .containsText("Chưa có người trực");
    look(page, "gaps-key");
    page.navigate(server.getURI() + "/admin/catalogue/moves");
    look(page, "flows");
  }

  private static void look(Page page, String name) {
    assertAccessible(page);
    assertFits(page);
    picture(page, name, true);
  }

  @Test
  void what_is_asked_wrongly_is_answered_in_words() {
    Surfer head = surfer(world.person("truong", AccessWorld.HERE, Role.AGENCY_LEAD));
    Surfer admin = surfer(world.person("quantri", AccessWorld.HERE, Role.ADMIN));
    assertThat(head.get(CHECK + "?at=31/02/2026").body()).contains("role=\"alert\"");
    assertThat(head.get(CHECK + "?at=1999-01-01").statusCode()).isEqualTo(200);
    assertThat(head.get(CHECK + "?at=2024-06-01").body()).contains("key=ca_huyen");
    assertThat(head.get(CHECK + "?key=" + "x".repeat(500)).body()).contains("Mọi cơ quan loại này");
    assertThat(head.get(CHECK + "?key=%3Cb%3E&after=%00%FF").body()).doesNotContain("<b>");
    assertThat(admin.get("/admin/catalogue/moves?at=%3Cb%3E").body()).contains("role=\"alert\"");
    assertThat(head.get("/admin/catalogue/moves").statusCode()).isEqualTo(403);
    assertThat(head.get(CHECK).body()).doesNotContain("/admin/catalogue/moves");
    Surfer duty = surfer(world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER));
    assertThat(duty.get(CHECK).statusCode()).isEqualTo(403);
    assertThat(duty.get("/admin/catalogue/moves").statusCode()).isEqualTo(403);
  }

  @Test
  void what_would_move_is_told_in_numbers_only() {
    String ended = cases.endedBefore(AccessWorld.HERE);
    UUID tip = world.tip().id();
    cases.leadBy(tip, ended);
    Surfer admin = surfer(world.person("quantri", AccessWorld.HERE, Role.ADMIN));
    assertThat(admin.get("/admin/catalogue/moves").body())
        .contains("dưới 5 tin bàn giao cho cơ quan kế thừa")
        .doesNotContain(tip.toString(), AccessWorld.MARKER);
    Surfer elsewhere = surfer(world.person("quantri", AccessWorld.ELSEWHERE, Role.ADMIN));
    assertThat(elsewhere.get("/admin/catalogue/moves").body())
        .contains("Không cơ quan nào đã kết thúc còn tin đang mở");
  }

  private Surfer surfer(StaffMember person) {
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", world.cookie(person));
    return surfer;
  }
}
