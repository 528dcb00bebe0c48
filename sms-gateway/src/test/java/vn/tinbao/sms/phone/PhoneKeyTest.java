package vn.tinbao.sms.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.keys.KeyFileException;

class PhoneKeyTest {
  private static final PhoneNumber NUMBER = new PhoneNumber("+84912345678");
  private static final PhoneNumber OTHER = new PhoneNumber("+84912345679");
  @TempDir Path directory;
  Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("keys/phone.key");
  }

  @Test
  void a_sealed_number_opens_again_and_is_not_readable() {
    PhoneKey key = PhoneKey.load(file);
    SealedPhone sealed = key.seal(NUMBER);
    assertThat(key.open(sealed)).isEqualTo(NUMBER);
    assertThat(new String(sealed.cipher(), StandardCharsets.ISO_8859_1))
        .doesNotContain("912345678");
    assertThat(sealed.toString()).isEqualTo("SealedPhone[…]");
  }

  @Test
  void the_same_number_has_the_same_hash_and_never_the_same_cipher() {
    PhoneKey key = PhoneKey.load(file);
    SealedPhone first = key.seal(NUMBER);
    SealedPhone again = PhoneKey.load(file).seal(NUMBER);
    assertThat(again).isEqualTo(first);
    assertThat(again.hash()).isEqualTo(first.hash());
    assertThat(again.cipher()).isNotEqualTo(first.cipher());
    assertThat(key.seal(OTHER)).isNotEqualTo(first);
  }

  @Test
  void a_cipher_under_the_hash_of_another_number_does_not_open() {
    PhoneKey key = PhoneKey.load(file);
    SealedPhone swapped = new SealedPhone(key.seal(OTHER).hash(), key.seal(NUMBER).cipher());
    assertThatThrownBy(() -> key.open(swapped)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_text_opens_only_for_its_own_message() {
    PhoneKey key = PhoneKey.load(file);
    UUID id = UUID.randomUUID();
    byte[] sealed = key.sealText("Đã nhận tin báo", id);
    assertThat(key.openText(sealed, id)).isEqualTo("Đã nhận tin báo");
    assertThatThrownBy(() -> key.openText(sealed, UUID.randomUUID()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void another_key_has_another_mark_and_opens_nothing() {
    PhoneKey key = PhoneKey.load(file);
    PhoneKey other = PhoneKey.load(directory.resolve("other/phone.key"));
    assertThat(other.mark()).isNotEqualTo(key.mark());
    assertThat(PhoneKey.load(file).mark()).isEqualTo(key.mark());
    assertThatThrownBy(() -> other.open(key.seal(NUMBER)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("912345678");
  }

  @Test
  void the_file_is_private_and_refused_when_it_is_not() throws Exception {
    PhoneKey.load(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> PhoneKey.load(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void a_damaged_file_is_named_and_left_as_it_is() throws Exception {
    PhoneKey.load(file);
    Files.writeString(file, "seal=AAAA\nhash=AAAA\n");
    assertThatThrownBy(() -> PhoneKey.load(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("backup");
    assertThat(file).hasContent("seal=AAAA\nhash=AAAA\n");
  }
}
