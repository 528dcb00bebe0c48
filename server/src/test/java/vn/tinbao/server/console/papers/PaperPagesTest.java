package vn.tinbao.server.console.papers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.tip.TipTransfers;

@MicronautTest(transactional = false)
class PaperPagesTest extends BrowserTest {
  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipTransfers transfers;

  @Test
  void an_officer_finds_papers_on_the_tip_and_the_register_by_keyboard() {
    StaffMember desk = world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
    UUID tip = world.tip().id();
    transfers.offer(
        desk,
        UuidCreator.getTimeOrderedEpoch(),
        tip,
        AccessWorld.THIRD,
        TipTransfers.Reason.OTHER_PLACE,
        null,
        false);
    Page page = open(DESK);
    signIn(page, server.getURI(), world.cookie(desk));
    page.navigate(server.getURI() + "/desk/tips/" + tip);
    PlaywrightAssertions.assertThat(page.locator("#papers li")).hasCount(4);
    look(page, "papers-card");
    Download slip =
        page.waitForDownload(() -> page.locator("#papers li").nth(3).getByText("DOCX").click());
    assertThat(slip.suggestedFilename()).endsWith(".docx");
    page.locator("#papers button").press("Enter");
    page.waitForURL("**/desk/tips/" + tip + "#papers");

    page.navigate(server.getURI() + "/desk");
    page.click(".desk-links a[href='/desk/papers/register']");
    look(page, "papers-register");
    page.setViewportSize(PHONE.width(), PHONE.height());
    page.fill("#from", "2026-11-20");
    page.fill("#to", "2026-11-01");
    page.locator("#to").press("Enter");
    PlaywrightAssertions.assertThat(page.locator("[role=alert]")).isVisible();
    PlaywrightAssertions.assertThat(page.locator("#from")).hasValue("2026-11-20");
    look(page, "papers-register-wrong");
    page.navigate(server.getURI() + "/desk/tips/" + tip);
    look(page, "papers-card-phone");
  }

  private static void look(Page page, String name) {
    assertAccessible(page);
    assertFits(page);
    picture(page, name, true);
  }
}
