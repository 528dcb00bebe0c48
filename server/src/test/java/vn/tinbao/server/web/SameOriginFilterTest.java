package vn.tinbao.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginFilterTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # method, Sec-Fetch-Site, Origin, Host, cookie, from us
          GET, cross-site, https://evil.example, tinbao.vn, true, true
          POST, same-origin, -, tinbao.vn, true, true
          POST, none, -, tinbao.vn, true, true
          POST, same-site, https://tinbao.vn, tinbao.vn, true, false
          POST, cross-site, https://tinbao.vn, tinbao.vn, false, false
          POST, -, https://tinbao.vn, tinbao.vn, true, true
          POST, -, https://tinbao.vn:443, tinbao.vn, true, true
          POST, -, http://localhost:8080, localhost:8080, true, true
          POST, -, http://[::1]:8080, [::1]:8080, true, true
          POST, -, https://TINBAO.vn, tinbao.VN, true, true
          POST, -, https://tinbao.vn.evil.example, tinbao.vn, true, false
          POST, -, https://evil.example, tinbao.vn, false, false
          POST, -, https://tinbao.vn@evil.example, tinbao.vn, true, false
          POST, -, https://evil.example@tinbao.vn, tinbao.vn, true, false
          POST, -, null, tinbao.vn, true, false
          POST, -, file://tinbao.vn, tinbao.vn, true, false
          POST, -, 'not a uri', tinbao.vn, true, false
          POST, -, https://tinbao.vn, -, true, false
          POST, -, -, tinbao.vn, true, false
          POST, -, -, tinbao.vn, false, true
          DELETE, cross-site, -, tinbao.vn, false, false
          """)
  void only_our_own_pages_may_change_something(
      String method, String site, String origin, String host, boolean cookie, boolean fromUs) {
    assertThat(SameOriginFilter.isFromUs(method, site, origin, host, cookie)).isEqualTo(fromUs);
  }

  @Test
  void a_get_is_never_refused() {
    assertThat(SameOriginFilter.isFromUs("GET", null, "x", null, true)).isTrue();
  }
}
