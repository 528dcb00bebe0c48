package vn.tinbao.server.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.BoundaryImport;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.BrowserTest;

/** The catalogue's pages as people see them: at a monitor and on a phone, without JavaScript. */
@MicronautTest(transactional = false)
class CatalogueBrowserTest extends BrowserTest {
  private static final String COMMUNE = "ca_xa@06286/2025-07-01";

  /** Three squares beside one another, one with an islet: Khánh Khê in the middle of two others. */
  private static final String OUTLINES =
      """
      {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"06286","geometry":{"type":"MultiPolygon","coordinates":[
          [[[106.6,21.8],[106.7,21.8],[106.72,21.85],[106.7,21.9],[106.6,21.9],[106.6,21.8]]],
          [[[106.61,21.91],[106.62,21.91],[106.62,21.92],[106.61,21.91]]]]}},
        {"type":"Feature","id":"23535","geometry":{"type":"Polygon","coordinates":[
          [[106.7,21.8],[106.8,21.8],[106.8,21.9],[106.7,21.9],[106.72,21.85],[106.7,21.8]]]}},
        {"type":"Feature","id":"15499","geometry":{"type":"Polygon","coordinates":[
          [[106.5,21.7],[106.6,21.7],[106.6,21.8],[106.5,21.8],[106.5,21.7]]]}}]}
      """;

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject Catalogue catalogue;
  @Inject BoundaryImport boundaries;
  @TempDir static Path directory;

  @Test
  void units_are_searched_and_one_is_looked_at_with_its_map() throws IOException {
    Path file = Files.writeString(directory.resolve("map.json"), OUTLINES);
    boundaries.run(file, LocalDate.of(2025, 8, 1), false, Progress.NONE);
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(open(screen), ministry(), Role.ADMIN);
      page.navigate(server.getURI() + "/admin/catalogue");
      look(page, "catalogue-overview");
      page.navigate(server.getURI() + "/admin/catalogue/units");
      look(page, "catalogue-units");
      page.fill("#q", "binh trung");
      page.click(".seek button");
      look(page, "catalogue-units-found");
      page.click(".results a >> nth=0");
      assertThat(page.textContent("h1")).isEqualTo("Xã Khánh Khê");
      assertThat(page.locator("svg.unit-map .here").boundingBox().width).isGreaterThan(100);
      assertThat(page.textContent(".neighbours")).contains("phía đông").contains("phía tây nam");
      look(page, "catalogue-unit");
    }
  }

  @Test
  void without_javascript_an_agency_is_found_and_changed() {
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(openWithoutScript(screen), COMMUNE, Role.ADMIN);
      page.navigate(server.getURI() + "/admin/catalogue/agencies");
      page.fill("#q", "cong an khanh khe");
      page.click(".seek button");
      page.click(".results a >> nth=0");
      page.click("text=Sửa cơ quan");
      page.fill("#phone", "020 abc");
      page.click("button.wide");
      assertThat(page.textContent(".alert")).contains("Điện thoại");
      page.fill("#phone", "0205 3812 113");
      page.fill("#source", "Công văn số 12/CV-CAX ngày 20/11/2026");
      page.click("button.wide");
      assertThat(page.textContent("main")).contains("02053812113").contains("Người quản trị");
    }
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(open(screen), COMMUNE, Role.ADMIN);
      page.navigate(server.getURI() + "/admin/catalogue/agencies?q=cong%20an");
      look(page, "catalogue-agencies");
      page.navigate(server.getURI() + "/admin/catalogue/agencies/" + COMMUNE);
      look(page, "catalogue-agency");
      page.click("text=Sửa cơ quan");
      look(page, "catalogue-agency-edit");
    }
  }

  /** By keyboard alone, on the phone and at the desk: typed, looked at twice, stored, ended. */
  @Test
  void a_new_agency_is_recorded_and_ended_after_a_second_look() {
    for (Screen screen : List.of(PHONE, DESK)) {
      String kind = "thu_" + Long.toString(System.nanoTime(), 36);
      Page page = signedIn(open(screen), ministry(), Role.ADMIN);
      page.navigate(server.getURI() + "/admin/catalogue/agencies");
      page.click("text=Ghi nhận cơ quan mới");
      look(page, "catalogue-agency-new");
      page.fill("#kind", kind);
      page.fill("#unit", "06286/2025-07-01");
      page.selectOption("#function", "HEALTH_SOCIAL");
      page.selectOption("#level", "COMMUNE");
      page.fill("#name", "Trung tâm Bảo trợ xã hội xã Khánh Khê");
      page.fill("#phone", "0205 3812 115");
      page.fill("#from", "2025-07-01");
      page.fill("#source", "Quyết định số 7/QĐ-UBND ngày 02/07/2025");
      page.focus("button.wide");
      page.keyboard().press("Enter");
      page.waitForSelector("button[name=sure]");
      assertThat(page.textContent("main"))
          .contains("Chưa lưu gì cả", "Trung tâm Bảo trợ", "0205 3812 115");
      look(page, "catalogue-agency-look");
      page.click("text=Sửa tiếp");
      assertThat(page.inputValue("#name")).isEqualTo("Trung tâm Bảo trợ xã hội xã Khánh Khê");
      page.click("button.wide");
      page.focus("button[name=sure]");
      page.keyboard().press("Enter");
      page.waitForSelector("text=Kết thúc cơ quan");
      assertThat(page.textContent("h1")).isEqualTo("Trung tâm Bảo trợ xã hội xã Khánh Khê");
      page.click("text=Kết thúc cơ quan");
      page.fill("#end", "2026-12-01");
      page.fill("#heirs", COMMUNE);
      page.fill("#source", "Quyết định số 9/QĐ-UBND");
      look(page, "catalogue-agency-end");
      page.click("button.wide");
      look(page, "catalogue-agency-end-look");
      page.click("button[name=sure]");
      assertThat(page.textContent("main")).contains("Bàn giao cho");
    }
  }

  @Test
  void rules_are_looked_at_and_a_text_is_tried() {
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(open(screen), ministry(), Role.ADMIN);
      page.navigate(server.getURI() + "/admin/catalogue/rules");
      look(page, "catalogue-rules");
      page.navigate(server.getURI() + "/admin/catalogue/rules/edit?id=crime.commune-police");
      look(page, "catalogue-rule-edit");
      page.navigate(server.getURI() + "/admin/catalogue/preview");
      page.fill("#text", "chau gai o xa binh trung bi ru qua trung quoc lam viec nhe, toi nay di");
      page.fill("#at", "2024-06-01");
      page.click("button.wide");
      assertThat(page.textContent(".goes-to")).contains("Bình Trung");
      look(page, "catalogue-preview");
    }
  }

  @Test
  void without_javascript_a_file_is_tried_and_imported() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("co-quan.csv"),
            "key,unit,name,phone\nca_xa,06286,Công an xã Khánh Khê,0205%d\n"
                .formatted(System.nanoTime() % 1_000_000));
    Page page = signedIn(openWithoutScript(PHONE), ministry(), Role.ADMIN);
    page.navigate(server.getURI() + "/admin/catalogue/imports");
    page.selectOption("#kind", "AGENCIES");
    page.fill("#day", "2025-07-01");
    page.setInputFiles("#file", file);
    page.click("button.wide");
    page.click(".decide button >> nth=0");
    assertThat(page.textContent("h2 >> nth=0")).isEqualTo("Đã nhập");
    for (Screen screen : List.of(PHONE, DESK)) {
      Page look = signedIn(open(screen), ministry(), Role.ADMIN);
      look.navigate(server.getURI() + "/admin/catalogue/imports");
      look(look, "catalogue-imports");
      look.selectOption("#kind", "UNITS");
      look.fill("#day", "2025-07-01");
      look.setInputFiles("#file", file);
      look.click("button.wide");
      assertThat(look.textContent(".alert")).contains("Dòng 1, cột code");
      look(look, "catalogue-imports-wrong");
    }
  }

  private static void look(Page page, String name) {
    assertFits(page);
    picture(page, name, true);
    assertAccessible(page);
  }

  private Page signedIn(Page page, String agency, Role... roles) {
    String username = "nguoi." + UUID.randomUUID().toString().substring(0, 13);
    UUID id =
        demo.install(
                List.of(
                    new DemoStaff.AgencySeat(username, "Người quản trị", agency, Set.of(roles))))
            .get(0)
            .id();
    signIn(page, server.getURI(), sessions.web(id));
    return page;
  }

  private String ministry() {
    return catalogue.now().agencies().stream()
        .filter(agency -> agency.key().equals("bo_ca"))
        .map(Agency::id)
        .findFirst()
        .orElseThrow();
  }
}
