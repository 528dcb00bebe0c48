package vn.tinbao.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import org.junit.jupiter.api.Test;

class LastHopTest {

  @Test
  void of_a_list_only_what_our_own_proxy_added_counts() {
    LastHop hops = new LastHop("X-Forwarded-For");
    assertThat(hops.resolve(HttpRequest.GET("/").header("X-Forwarded-For", "1.1.1.1, 203.0.113.7")))
        .isEqualTo("203.0.113.7");
    assertThat(
            hops.resolve(
                HttpRequest.GET("/")
                    .header("X-Forwarded-For", "1.1.1.1")
                    .header("X-Forwarded-For", "203.0.113.7")))
        .isEqualTo("203.0.113.7");
  }

  @Test
  void without_a_proxy_the_header_is_a_strangers_and_counts_nothing() {
    LastHop hops = new LastHop("");
    assertThat(hops.resolve(HttpRequest.GET("/").header("X-Forwarded-For", "1.1.1.1")))
        .isNotEqualTo("1.1.1.1");
  }
}
