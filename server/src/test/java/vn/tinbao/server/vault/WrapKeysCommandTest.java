package vn.tinbao.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.keys.KeyWrap;
import vn.tinbao.sms.phone.PhoneKey;

class WrapKeysCommandTest {
  private static final String ONE = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
  private static final String TWO = "AAIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

  @TempDir Path home;
  private byte[] wrappedTipKey;
  private final UUID tip = UUID.randomUUID();

  @BeforeEach
  void plainKeys() {
    VaultKeys keys = new VaultKeys(KeyStore.plain(folder()));
    var unused = PhoneKey.load(folder().resolve("phone.key"));
    wrappedTipKey = new TipVault(keys, null, null).newKey(tip).wrapped();
  }

  @Test
  void plain_files_come_under_the_master_key_then_under_another_and_back() throws Exception {
    wrap(Map.of("TINBAO_MASTER_KEY", ONE));
    assertThat(secretFiles()).hasSize(5).allMatch(KeyWrap::isWrapped);
    assertThat(opens(new KeyWrap.Environment(ONE))).isTrue();
    assertThatThrownBy(() -> opens(KeyWrap.none()))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("TINBAO_MASTER_KEY");

    wrap(Map.of("TINBAO_MASTER_KEY", TWO, "TINBAO_OLD_MASTER_KEY", ONE));
    assertThat(opens(new KeyWrap.Environment(TWO))).isTrue();
    assertThatThrownBy(() -> opens(new KeyWrap.Environment(ONE)))
        .isInstanceOf(KeyFileException.class);

    wrap(Map.of("TINBAO_OLD_MASTER_KEY", TWO));
    assertThat(secretFiles()).noneMatch(KeyWrap::isWrapped);
    assertThat(opens(KeyWrap.none())).isTrue();
  }

  @Test
  void a_run_that_was_cut_short_may_be_repeated_and_a_wrong_old_key_changes_nothing()
      throws Exception {
    KeyWrap one = new KeyWrap.Environment(ONE);
    Path master = folder().resolve("master.key");
    Files.writeString(master, one.wrap(Files.readString(master), "master.key"));
    wrap(Map.of("TINBAO_MASTER_KEY", ONE));
    wrap(Map.of("TINBAO_MASTER_KEY", ONE));
    assertThat(opens(one)).isTrue();
    String before = String.join("", secretFiles());
    assertThatThrownBy(() -> wrap(Map.of("TINBAO_MASTER_KEY", TWO, "TINBAO_OLD_MASTER_KEY", TWO)))
        .isInstanceOf(KeyFileException.class);
    assertThat(String.join("", secretFiles())).isEqualTo(before);
  }

  private void wrap(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("TINBAO_HOME", home.toString());
    assertThat(new WrapKeysCommand(all::get).call()).isZero();
  }

  private boolean opens(KeyWrap wrap) {
    VaultKeys keys = new VaultKeys(new KeyStore(folder(), wrap));
    return new TipVault(keys, null, null).open(tip, wrappedTipKey) != null;
  }

  private java.util.List<String> secretFiles() throws Exception {
    try (Stream<Path> files = Files.list(folder())) {
      java.util.List<String> texts = new java.util.ArrayList<>();
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (!file.toString().endsWith(".public")) {
          texts.add(Files.readString(file));
        }
      }
      return texts;
    }
  }

  private Path folder() {
    return home.resolve("keys");
  }
}
