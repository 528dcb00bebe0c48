package vn.tinbao.sms.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoMasterKeyTest extends KeyWrapContract {
  @Override
  KeyWrap wrap() {
    return MasterKeySource.choose("", null, null);
  }

  @Override
  KeyWrap stranger() {
    return KeyWrap.none();
  }

  @Override
  boolean readableOnDisk() {
    return true;
  }

  @Test
  void it_is_what_one_gets_without_settings() {
    assertThat(wrap().name()).isEqualTo("none");
  }
}
