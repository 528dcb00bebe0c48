package vn.tinbao.sms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;

/** What every provider of a master key must do; one subclass a provider. */
abstract class KeyWrapContract {
  @TempDir Path folder;

  /** The provider under test, with its one key. */
  abstract KeyWrap wrap();

  /** The same provider with another key. */
  abstract KeyWrap stranger();

  /** Whether files lie readable on the disk. */
  boolean readableOnDisk() {
    return false;
  }

  @Test
  void what_was_wrapped_comes_back_for_the_same_name_only() {
    String wrapped = wrap().wrap("a key\nof two lines\n", "master.key");
    assertThat(wrap().read(wrapped, "master.key")).isEqualTo("a key\nof two lines\n");
    if (!readableOnDisk()) {
      assertThatThrownBy(() -> wrap().read(wrapped, "identity.key"))
          .isInstanceOf(KeyFileException.class)
          .hasMessageContaining("identity.key");
    }
  }

  @Test
  void the_file_shows_the_key_only_where_there_is_no_master_key() {
    String wrapped = wrap().wrap("MARKER", "master.key");
    assertThat(wrapped.contains("MARKER")).isEqualTo(readableOnDisk());
    assertThat(KeyWrap.isWrapped(wrapped)).isNotEqualTo(readableOnDisk());
    assertThat(wrap().toString()).doesNotContain("MARKER");
    if (!readableOnDisk()) {
      assertThat(wrap().wrap("MARKER", "master.key")).as("twice").isNotEqualTo(wrapped);
    }
  }

  @Test
  void another_key_or_a_changed_file_opens_nothing_and_says_so_without_content() {
    if (readableOnDisk()) {
      return;
    }
    String wrapped = wrap().wrap("MARKER", "master.key");
    assertThatThrownBy(() -> stranger().read(wrapped, "master.key"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("master.key")
        .hasMessageNotContaining("MARKER");
    int middle = wrapped.length() / 2;
    String changed =
        wrapped.substring(0, middle)
            + (wrapped.charAt(middle) == 'A' ? 'B' : 'A')
            + wrapped.substring(middle + 1);
    assertThatThrownBy(() -> wrap().read(changed, "master.key"))
        .isInstanceOf(KeyFileException.class);
    assertThatThrownBy(() -> wrap().read(wrapped.substring(0, 30), "master.key"))
        .isInstanceOf(KeyFileException.class);
  }

  @Test
  void a_file_of_the_other_kind_is_refused_with_what_to_do() {
    if (readableOnDisk()) {
      String wrapped = new KeyWrap.Environment(EnvironmentKeyTest.KEY).wrap("x", "master.key");
      assertThatThrownBy(() -> wrap().read(wrapped, "master.key"))
          .hasMessageContaining("TINBAO_MASTER_KEY");
    } else {
      assertThatThrownBy(() -> wrap().read("plain text", "master.key"))
          .hasMessageContaining("wrap-keys");
    }
  }

  @Test
  void a_long_key_set_fits() {
    String text = "k".repeat(60_000);
    assertThat(wrap().read(wrap().wrap(text, "master.key"), "master.key")).isEqualTo(text);
  }

  @Test
  void a_key_of_the_house_works_through_it_across_restarts() throws Exception {
    PhoneNumber lan = new PhoneNumber("+84912345678");
    KeyStore store = new KeyStore(folder, wrap());
    var sealed = new PhoneKey(store, PhoneKey.FILE).seal(lan);
    assertThat(new PhoneKey(new KeyStore(folder, wrap()), PhoneKey.FILE).open(sealed))
        .isEqualTo(lan);
    assertThat(Files.readString(folder.resolve(PhoneKey.FILE)).contains("hash="))
        .isEqualTo(readableOnDisk());
  }
}
