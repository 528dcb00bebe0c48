package vn.tinbao.sms.keys;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentKeyTest extends KeyWrapContract {
  static final String KEY = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

  @Override
  KeyWrap wrap() {
    return MasterKeySource.choose(KEY, null, null);
  }

  @Override
  KeyWrap stranger() {
    return MasterKeySource.choose("AAIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "not base64 !", "AQID", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh"})
  void a_malformed_key_is_refused_without_being_quoted(String key) {
    assertThatThrownBy(() -> MasterKeySource.choose(key, null, null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining(key.length() > 4 ? key : "no such");
  }

  @Test
  void two_sources_at_once_are_refused() {
    assertThatThrownBy(() -> MasterKeySource.choose(KEY, "fake-kms://a", null))
        .hasMessageContaining("not both");
  }
}
