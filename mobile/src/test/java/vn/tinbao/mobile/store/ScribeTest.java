package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScribeTest {
  @TempDir Path home;

  @Test
  void the_newest_words_are_kept_also_when_the_app_closes_at_once() {
    try (Vault vault = Vault.open(home)) {
      Scribe scribe = new Scribe(vault);
      for (int i = 0; i <= 200; i++) {
        scribe.keep("draft", bytes("letter " + i));
      }
      scribe.close();
      assertThat(vault.get("draft")).contains(bytes("letter 200"));
    }
  }

  @Test
  void dropped_words_do_not_come_back() {
    try (Vault vault = Vault.open(home);
        Scribe scribe = new Scribe(vault)) {
      for (int i = 0; i < 50; i++) {
        scribe.keep("draft", bytes("letter " + i));
      }
      scribe.drop("draft");
      scribe.flush();
      assertThat(vault.names("")).isEmpty();
    }
  }

  @Test
  void a_phone_that_refuses_is_noticed_and_the_words_are_written_once_it_can() throws IOException {
    try (Vault vault = Vault.open(home);
        Scribe scribe = new Scribe(vault)) {
      Path records = home.resolve("records");
      Files.delete(records);
      scribe.keep("draft", bytes("words"));
      scribe.flush();
      assertThat(scribe.inTrouble()).isTrue();
      Files.createDirectory(records);
      scribe.flush();
      assertThat(scribe.inTrouble()).isFalse();
      assertThat(vault.get("draft")).contains(bytes("words"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void what_must_be_kept_now_is_kept_or_refused_aloud() throws IOException {
    try (Vault vault = Vault.open(home);
        Scribe scribe = new Scribe(vault)) {
      Path records = home.resolve("records");
      Files.delete(records);
      assertThatThrownBy(() -> scribe.keepNow("draft", bytes("first")))
          .isInstanceOf(VaultException.class);
      scribe.keep("draft", bytes("second"));
      scribe.flush();
      Files.createDirectory(records);
      scribe.keepNow("draft", bytes("third"));
      scribe.flush();
      assertThat(vault.get("draft")).contains(bytes("third"));
    }
  }
}
