package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.phone.SealedPhone;

class BodySealTest {
  @TempDir Path home;

  @Test
  void the_private_key_opens_what_the_public_key_sealed() {
    BodySeal.createKeys(keys());
    UUID id = UUID.randomUUID();
    byte[] sealed = new BodySeal(new HomeDirectory(home)).seal("Tôi ở xã Bình Trung 🙏", id);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Trung");
    BodyOpener opener = BodyOpener.load(keys());
    assertThat(opener.open(sms(id, sealed))).isEqualTo("Tôi ở xã Bình Trung 🙏");
    assertThatThrownBy(() -> opener.open(sms(UUID.randomUUID(), sealed)))
        .as("bound to its own message")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keys_are_made_once_and_only_the_public_one_may_be_read_by_others() throws Exception {
    BodySeal.createKeys(keys());
    String secret = Files.readString(keys().resolve(BodySeal.PRIVATE));
    BodySeal.createKeys(keys());
    assertThat(keys().resolve(BodySeal.PRIVATE)).hasContent(secret);
    assertThat(permissions(BodySeal.PRIVATE)).isEqualTo("rw-------");
    assertThat(permissions(BodySeal.PUBLIC)).isEqualTo("rw-r--r--");
  }

  @Test
  void a_lost_public_file_is_made_again_from_the_private_one() throws Exception {
    BodySeal.createKeys(keys());
    Files.delete(keys().resolve(BodySeal.PUBLIC));
    BodySeal.createKeys(keys());
    UUID id = UUID.randomUUID();
    byte[] sealed = new BodySeal(new HomeDirectory(home)).seal("a", id);
    assertThat(BodyOpener.load(keys()).open(sms(id, sealed))).isEqualTo("a");
  }

  @Test
  void a_lost_private_file_is_not_replaced() throws Exception {
    BodySeal.createKeys(keys());
    Files.delete(keys().resolve(BodySeal.PRIVATE));
    assertThatThrownBy(() -> BodySeal.createKeys(keys()))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("backup");
  }

  @Test
  void without_the_public_key_nothing_is_taken_until_it_is_there() {
    BodySeal seal = new BodySeal(new HomeDirectory(home));
    assertThat(seal.ready()).isFalse();
    assertThatThrownBy(() -> seal.seal("a", UUID.randomUUID()))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("sms-body.public");
    BodySeal.createKeys(keys());
    assertThat(seal.ready()).isTrue();
    assertThat(seal.seal("a", UUID.randomUUID())).isNotEmpty();
  }

  private Path keys() {
    return home.resolve("keys");
  }

  private String permissions(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(keys().resolve(name)));
  }

  private static InboundSms sms(UUID id, byte[] sealed) {
    return new InboundSms(
        id, new SealedPhone(new byte[32], new byte[0]), "8138", sealed, Instant.EPOCH, "simulator");
  }
}
