package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
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

  @Test
  void one_content_key_serves_sixty_seconds_and_is_forgotten_then_used_or_not() {
    BodySeal.createKeys(keys());
    AtomicLong nanos = new AtomicLong();
    List<Runnable> endsOfLife = new ArrayList<>();
    BodySeal seal = new BodySeal(new HomeDirectory(home), nanos::get, endsOfLife::add);
    UUID id = UUID.randomUUID();

    byte[] first = seal.seal("a", id);
    nanos.addAndGet(BodySeal.LIFETIME.toNanos() - 1);
    byte[] second = seal.seal("b", id);
    assertThat(contentKey(second)).as("the same for a minute").isEqualTo(contentKey(first));
    nanos.addAndGet(1);
    byte[] third = seal.seal("c", id);
    assertThat(contentKey(third)).as("then another").isNotEqualTo(contentKey(first));

    assertThat(endsOfLife).as("each key has its end").hasSize(2);
    endsOfLife.get(0).run();
    assertThat(seal.holdsContentKey()).as("the end of the first is not the second's").isTrue();
    assertThat(contentKey(seal.seal("d", id))).isEqualTo(contentKey(third));
    endsOfLife.get(1).run();
    assertThat(seal.holdsContentKey()).isFalse();
    byte[] fourth = seal.seal("e", id);
    assertThat(contentKey(fourth)).isNotEqualTo(contentKey(third));

    BodyOpener opener = BodyOpener.load(keys());
    assertThat(List.of(first, second, third, fourth))
        .extracting(body -> opener.open(sms(id, body)))
        .containsExactly("a", "b", "c", "e");
  }

  @Test
  void a_body_that_was_sealed_to_the_public_key_at_once_still_opens() throws Exception {
    BodySeal.createKeys(keys());
    UUID id = UUID.randomUUID();
    HybridConfig.register();
    byte[] sealed =
        BodySeal.read(Files.readString(keys().resolve(BodySeal.PUBLIC)))
            .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
            .encrypt("old".getBytes(StandardCharsets.UTF_8), BodySeal.context(id));
    assertThat(BodyOpener.load(keys()).open(sms(id, sealed))).isEqualTo("old");
  }

  @Test
  void a_cut_or_changed_body_is_refused() {
    BodySeal.createKeys(keys());
    UUID id = UUID.randomUUID();
    byte[] sealed = new BodySeal(new HomeDirectory(home)).seal("abc", id);
    BodyOpener opener = BodyOpener.load(keys());
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> opener.open(sms(id, cut)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> opener.open(sms(id, changed)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The sealed content key that travels with a body. */
  private static byte[] contentKey(byte[] body) {
    assertThat(body[0]).isEqualTo(BodySeal.UNDER_CONTENT_KEY);
    return Arrays.copyOfRange(body, 3, 3 + ByteBuffer.wrap(body, 1, 2).getShort());
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
