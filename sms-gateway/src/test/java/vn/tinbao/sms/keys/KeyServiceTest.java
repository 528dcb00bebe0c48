package vn.tinbao.sms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The provider for key management services, found by URI as Tink's own clients are. */
class KeyServiceTest extends KeyWrapContract {
  @Override
  KeyWrap wrap() {
    return MasterKeySource.choose(null, "fake-kms://house", null);
  }

  @Override
  KeyWrap stranger() {
    return MasterKeySource.choose(null, "fake-kms://stranger", null);
  }

  @Test
  void a_uri_that_nobody_serves_is_said_with_what_to_do() {
    assertThatThrownBy(() -> MasterKeySource.choose(null, "gcp-kms://projects/secret/key", null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("gcp-kms://")
        .hasMessageContaining("lib/")
        .hasMessageNotContaining("projects/secret");
  }

  @Test
  void a_service_that_refuses_is_said() {
    KeyWrap refused = MasterKeySource.choose(null, "fake-kms://refuses", null);
    assertThatThrownBy(() -> refused.wrap("x", "master.key"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("master.key");
  }

  @Test
  void credentials_reach_the_client() {
    assertThat(MasterKeySource.choose(null, "fake-kms://house", "/etc/kms.json")).isNotNull();
    assertThat(FakeKmsClient.credentials()).isEqualTo("/etc/kms.json");
  }

  @Test
  void the_key_itself_never_leaves_the_service_and_the_keys_of_the_house_never_reach_it() {
    FakeKmsClient.clearSeen();
    wrap().wrap("MARKER", "master.key");
    assertThat(FakeKmsClient.seen()).isNotEmpty().noneMatch(seen -> seen.contains("MARKER"));
  }
}
