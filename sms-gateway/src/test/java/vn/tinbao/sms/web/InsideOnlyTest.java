package vn.tinbao.sms.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class InsideOnlyTest {
  private final InsideOnly alone = new InsideOnly("");
  private final InsideOnly networks = new InsideOnly("10.1.0.0/16, fd00::/8");

  @Test
  void this_machine_is_inside_under_its_own_names_only() throws Exception {
    for (String host :
        new String[] {"localhost", "LOCALHOST:8080", "127.0.0.1:18600", "[::1]:80"}) {
      assertThat(alone.isInside(peer("127.0.0.1"), host)).as(host).isTrue();
      assertThat(alone.isInside(peer("::1"), host)).as(host).isTrue();
    }
    for (String host :
        new String[] {
          null, "", "tinbao.example", "localhost.evil.example", "127.0.0.1.nip.io:80"
        }) {
      assertThat(alone.isInside(peer("127.0.0.1"), host)).as(host).isFalse();
    }
  }

  @Test
  void another_machine_is_outside_unless_its_network_is_named() throws Exception {
    assertThat(alone.isInside(peer("10.1.2.3"), "localhost")).isFalse();
    assertThat(networks.isInside(peer("10.1.2.3"), "tinbao:8080")).isTrue();
    assertThat(networks.isInside(peer("10.2.2.3"), "tinbao:8080")).isFalse();
    assertThat(networks.isInside(peer("fd00::7"), null)).isTrue();
    assertThat(networks.isInside(peer("2001:db8::7"), null)).isFalse();
    assertThat(networks.isInside(null, "localhost")).isFalse();
  }

  @Test
  void a_network_that_cannot_be_read_stops_the_start_and_names_the_setting() {
    for (String wrong : new String[] {"10.0.0.1", "10.0.0.0/33", "x/8", "/"}) {
      assertThatThrownBy(() -> new InsideOnly(wrong)).hasMessageContaining("tinbao.inside");
    }
  }

  private static InetSocketAddress peer(String address) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(address), 40_000);
  }
}
