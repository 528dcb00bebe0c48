package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"/desk", "/desk/tips/0193", "/desk?after=1&x=%2F", "/a"})
  void our_own_paths_are_kept(String path) {
    assertThat(LocalPath.orElse(path, "/home")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
        "/ok\r\nSet-Cookie: x=y", "/\t/evil.example", "javascript:alert(1)", "desk", "/%zz", "/\\",
        "/a\\b", "/việt"
      })
  void anything_else_leads_home(String path) {
    assertThat(LocalPath.orElse(path, "/home")).isEqualTo("/home");
  }
}
