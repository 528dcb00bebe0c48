package vn.tinbao.server.console.figures;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.bench.figures.SimulatedRows;
import vn.tinbao.server.bench.figures.SimulatedYear;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.statistics.FigureCounts;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.testing.SettableClock;

/** The dashboard as people see it: targets of the plans in force, trend, places, agencies. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2024-11-03T08:00:00+07:00")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresBrowserTest extends BrowserTest {
  private static final int TIPS = 3_000;

  @Inject EmbeddedServer server;
  @Inject Catalogue catalogue;
  @Inject Database database;
  @Inject SettableClock clock;
  @Inject AccessWorld world;
  @Inject FigureCounts counts;

  @BeforeAll
  void simulate() throws Exception {
    LocalDate first = LocalDate.of(2023, 6, 1);
    SimulatedRows.write(
        database.address(),
        SimulatedYear.of(
            catalogue.now(),
            first,
            500,
            TIPS,
            clock.asClock().instant(),
            47,
            unit -> inHue(unit, first)),
        clock.asClock().instant());
    counts.catchUp();
  }

  @Test
  void the_province_sees_its_plan_its_places_and_its_agencies() {
    StaffMember head = world.person("so-lieu", "ca_tinh@46/2021-11-01", Role.AGENCY_LEAD);
    for (Screen screen : List.of(DESK, PHONE)) {
      Page page = open(screen);
      signIn(page, head);
      page.navigate(server.getURI() + "/figures");
      var targets = page.locator("section:has(> #targets)");
      assertThat(targets.locator("a[href='/plans/thua-thien-hue-2024']")).isVisible();
      assertThat(targets).containsText("2024 · ");
      assertThat(targets).containsText("giảm so với cùng kỳ (");
      assertThat(targets).containsText("chỉ tiêu bằng lời");
      assertThat(page.locator("section:has(> #places)")).containsText("import-boundaries");
      assertThat(page.locator("section:has(> #agencies)")).containsText("Công an");
      assertThat(page.locator("section:has(> #all)"))
          .containsText(java.util.regex.Pattern.compile("[0-9]\\.[0-9]{3}"));
      assertAccessible(page);
      assertFits(page);
      picture(page, "figures-province", true);
    }
  }

  @Test
  void a_place_that_no_plan_speaks_of_is_held_against_what_the_plans_have_in_common() {
    StaffMember head = world.person("so-lieu-khac", "ca_tinh@51/2021-11-01", Role.AGENCY_LEAD);
    Page page = openWithoutScript(PHONE);
    signIn(page, head);
    page.navigate(server.getURI() + "/figures?period=2024-Q3&lang=en");
    assertThat(page.locator("section:has(> #targets)"))
        .containsText("What the founding plans have in common");
    assertFits(page);
    picture(page, "figures-no-plan", true);
  }

  private boolean inHue(Unit unit, LocalDate day) {
    return catalogue.now().withAncestors(unit, day).stream()
        .anyMatch(above -> above.code().equals("46"));
  }

  private void signIn(Page page, StaffMember member) {
    signIn(page, server.getURI(), world.cookie(member));
  }
}
