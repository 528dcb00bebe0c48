package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.BrowserTest;

@MicronautTest(transactional = false)
class LoginPageTest extends BrowserTest {
  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;

  @Test
  void the_sign_in_page_is_in_order_on_phone_and_desk() {
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = open(screen);
      page.navigate(server.getURI() + "/login");
      assertAccessible(page);
      assertFits(page);
      picture(page, "login");
      page.fill("#username", "tran.thi.nguyet.que");
      page.fill("#password", "nhầm mật khẩu");
      page.fill("#code", "123456");
      page.click("main button");
      assertThat(page.locator("[role=alert]").textContent()).contains("không đúng");
      assertThat(page.inputValue("#username")).isEqualTo("tran.thi.nguyet.que");
      assertAccessible(page);
      picture(page, "login-wrong");
    }
  }

  @Test
  void english_is_one_click_away_and_remembered() {
    Page page = open(PHONE);
    page.navigate(server.getURI() + "/login");
    page.click(".lang");
    assertThat(page.locator("h1").textContent()).isEqualTo("Staff sign-in");
    page.navigate(server.getURI() + "/login");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
  }

  @Test
  void signing_in_and_choosing_a_password_works_without_script() {
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(
                "khong.script", "Hoàng Thị Ngữ", "a", Set.of(Role.DUTY_OFFICER))));
    Page page = openWithoutScript(DESK);
    page.navigate(server.getURI() + "/login?next=/account/password");
    page.fill("#username", "khong.script");
    page.fill("#password", DemoStaff.PASSWORD);
    page.fill("#code", demo.codeNow());
    page.click("main button");
    assertThat(page.locator("h1").textContent()).isEqualTo("Chọn mật khẩu của bạn");
    picture(page, "password");
    page.click(".who button");
    assertThat(page.url()).endsWith("/login");
  }

  @Test
  void ones_own_page_is_in_order() {
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(
                "dia.ban",
                "Nguyễn Hữu Ngưỡng",
                "ca_xa@06286/2025-07-01",
                Set.of(Role.FIELD_OFFICER, Role.ORGANISER))));
    Page page = open(PHONE);
    page.navigate(server.getURI() + "/login");
    page.fill("#username", "dia.ban");
    page.fill("#password", DemoStaff.PASSWORD);
    page.fill("#code", demo.codeNow());
    page.click("main button");
    assertThat(page.locator("h1").textContent()).isEqualTo("Nguyễn Hữu Ngưỡng");
    assertAccessible(page);
    assertFits(page);
    picture(page, "account");
    page.click("main .button");
    assertAccessible(page);
    page.navigate(server.getURI() + "/desk");
    assertThat(page.locator("h1").textContent()).isEqualTo("Không được phép");
    assertAccessible(page);
    picture(page, "forbidden");
  }

  @Test
  void an_error_is_a_designed_page() {
    Page page = open(PHONE);
    page.navigate(server.getURI() + "/khong-co-trang-nay");
    assertThat(page.locator("h1").textContent()).isEqualTo("Không tìm thấy");
    assertAccessible(page);
    assertFits(page);
    picture(page, "not-found");
  }
}
