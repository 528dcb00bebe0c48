package vn.tinbao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworksTest {

  @Test
  void an_ipv4_address_stands_for_itself_however_it_is_written() {
    assertThat(Networks.of("203.0.113.7"))
        .isEqualTo(Networks.of("::ffff:203.0.113.7"))
        .isEqualTo("cb007107")
        .isNotEqualTo(Networks.of("203.0.113.8"));
  }

  @Test
  void an_ipv6_address_stands_for_its_network_of_64_bits() {
    assertThat(Networks.of("2001:db8:0:1:aaaa::1"))
        .isEqualTo(Networks.of("2001:db8:0:1:ffff:ffff:ffff:ffff"))
        .isEqualTo(Networks.of("2001:db8:0:1::%eth0"))
        .isNotEqualTo(Networks.of("2001:db8:0:2::1"));
  }

  @Test
  void what_is_no_address_is_one_and_the_same() {
    assertThat(Networks.of("unknown")).isEqualTo("?").isEqualTo(Networks.of("x".repeat(10_000)));
  }
}
