package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Outlines;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class CatalogueApiTest {
  @Inject
  @Client("/api/v1")
  HttpClient http;

  @Inject TestSql sql;

  private String get(String path, String name, String value) {
    return http.toBlocking()
        .retrieve(HttpRequest.GET(UriBuilder.of(path).queryParam(name, value).build()));
  }

  @Test
  void anybody_may_search_the_units_of_today() {
    assertThat(get("/units", "q", "khanh khe"))
        .isEqualTo(
            "[{\"code\":\"06286\",\"validFrom\":\"2025-07-01\",\"name\":\"Khánh Khê\","
                + "\"fullName\":\"Xã Khánh Khê\",\"place\":\"Xã Khánh Khê, Tỉnh Lạng Sơn\"}]");
    assertThat(get("/units", "q", "Bình Trung"))
        .contains("\"formerly\":\"Xã Bình Trung, Huyện Cao Lộc, Tỉnh Lạng Sơn\"");
    assertThat(get("/units", "q", "")).isEqualTo("[]");
  }

  @Test
  void a_limit_out_of_range_and_an_endless_question_are_problems() {
    for (String path :
        new String[] {
          "/units?q=a&limit=0", "/units?q=a&limit=101", "/units?q=" + "a".repeat(101)
        }) {
      assertThatThrownBy(() -> http.toBlocking().retrieve(HttpRequest.GET(path)))
          .isInstanceOfSatisfying(
              HttpClientResponseException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(400);
                assertThat(e.getResponse().getContentType().orElseThrow().toString())
                    .startsWith("application/problem+json");
              });
    }
  }

  private String at(String point) {
    return http.toBlocking().retrieve(HttpRequest.POST("/units/at", point));
  }

  @Test
  void a_point_is_told_its_commune_and_what_is_no_point_is_a_problem() {
    Outlines.khanhKhe(sql);
    assertThat(at("{\"lat\":21.85,\"lon\":106.75}"))
        .isEqualTo(
            "[{\"code\":\"06286\",\"validFrom\":\"2025-07-01\",\"name\":\"Khánh Khê\","
                + "\"fullName\":\"Xã Khánh Khê\",\"place\":\"Xã Khánh Khê, Tỉnh Lạng Sơn\"}]");
    assertThat(at("{\"lat\":21.95,\"lon\":106.75}")).isEqualTo("[]");
    for (String wrong :
        new String[] {"{}", "{\"lat\":91,\"lon\":0}", "{\"lat\":1}", "{\"lat\":\"x\",\"lon\":1}"}) {
      assertThatThrownBy(() -> at(wrong))
          .isInstanceOfSatisfying(
              HttpClientResponseException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(400));
    }
  }

  @Test
  void hotlines_are_those_of_the_place_first_and_never_a_remembered_number() {
    String national = http.toBlocking().retrieve("/hotlines");
    assertThat(national)
        .contains("\"number\":\"111\"", "\"number\":\"113\"", "IMMEDIATE_DANGER")
        .doesNotContain("1900969680", "0694149315", "02773838154");
    assertThat(get("/hotlines", "unitCode", "19753")).startsWith("[{\"number\":\"0694149315\"");
    assertThat(get("/hotlines", "unitCode", "99999")).isEqualTo(national);
  }
}
