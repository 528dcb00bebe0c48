package vn.tinbao.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.queue.BodySeal;

/** Whatever lies in a file that is called a backup: it is read, or refused with a sentence. */
class BackupFileFuzzTest {
  private static @Nullable KeysetHandle pair;

  @FuzzTest
  void any_bytes_are_a_header_or_a_refusal(byte[] bytes) throws Exception {
    try {
      BackupHeader header = BackupHeader.read(new ByteArrayInputStream(bytes));
      assertThat(header.bytes()).hasSizeLessThanOrEqualTo(bytes.length);
      // A header that reads well may name a stream key that our own key opens: what follows is
      // junk.
      BackupHeader ours =
          new BackupHeader(header.kind(), header.id(), header.takenAt(), sealed(header));
      byte[] file = new byte[ours.bytes().length + bytes.length];
      System.arraycopy(ours.bytes(), 0, file, 0, ours.bytes().length);
      System.arraycopy(bytes, 0, file, ours.bytes().length, bytes.length);
      BackupInput.open(new ByteArrayInputStream(file), key()).close();
      throw new AssertionError("junk was opened");
    } catch (BackupException | IOException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private static byte[] sealed(BackupHeader header) throws GeneralSecurityException {
    return keys()
        .getPublicKeysetHandle()
        .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
        .encrypt(new byte[] {1, 2, 3}, header.binding());
  }

  private static HybridDecrypt key() throws GeneralSecurityException {
    return keys().getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
  }

  private static synchronized KeysetHandle keys() throws GeneralSecurityException {
    HybridConfig.register();
    if (pair == null) {
      pair = KeysetHandle.generateNew(BodySeal.parameters());
    }
    return pair;
  }
}
