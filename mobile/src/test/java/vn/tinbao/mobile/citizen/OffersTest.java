package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;

/** Is this offer real? */
class OffersTest {
  @TempDir Path home;
  private final FakeServer server = new FakeServer();
  private AppHarness app;

  @BeforeEach
  void start() {
    app = AppHarness.start(server.uri(), home);
    app.go("nav-guide");
    app.fire("guide-offers");
  }

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  @Test
  void a_company_is_found_with_its_licence_and_what_it_may_take() {
    look("phuong dong");
    app.waitForText("offers-verdict", "Có trong danh sách ngày 01/11/2026.");
    assertThat(app.screenText())
        .contains(
            "Công ty cổ phần Phương Đông",
            "đang bị tạm đình chỉ",
            "giấy phép hiện không còn hiệu lực",
            "Số giấy phép: 12/LĐTBXH-GP",
            "Nhật Bản, Hộ lý: nhiều nhất 85.000.000 VND",
            "danh sách mẫu",
            "Cục Quản lý lao động ngoài nước, ngày 01/11/2026");
  }

  @Test
  void not_listed_is_not_called_false_and_without_a_network_nothing_is_claimed() {
    look("cong ty la");
    app.waitForText("offers-verdict", "Không có trong danh sách ngày 01/11/2026.");
    assertThat(app.screenText()).contains("Chưa chắc là lừa đảo");
    server.down(true);
    app.fire("offers-find");
    app.waitForText("offers-verdict", "Chưa tra được");
    assertThat(app.screenText()).doesNotContain("lừa đảo: tên");
  }

  private void look(String typed) {
    app.type("offers-name", typed);
    app.fire("offers-find");
  }
}
