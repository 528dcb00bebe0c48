package vn.tinbao.mobile.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://tinbao.example.vn",
        " https://tinbao.example.vn:8443 ",
        "http://127.0.0.1:8080",
        "http://localhost:8080"
      })
  void encrypted_or_on_this_machine_is_an_address(String typed) {
    assertThat(ServerAddress.parse(typed)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "tinbao.example.vn", "http://tinbao.example.vn", "http://127.0.0.1.example.vn",
        "ftp://127.0.0.1", "https://", "https://user:secret@example.vn", "không phải địa chỉ"
      })
  void readable_on_the_way_or_no_address_is_none(String typed) {
    assertThat(ServerAddress.parse(typed)).isEmpty();
  }

  @Test
  void the_usual_one_is_itself_an_address() {
    assertThat(ServerAddress.parse(ServerAddress.USUAL.toString())).contains(ServerAddress.USUAL);
  }
}
