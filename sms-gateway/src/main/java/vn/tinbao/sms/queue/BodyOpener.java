package vn.tinbao.sms.queue;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import vn.tinbao.sms.keys.KeyFile;
import vn.tinbao.sms.keys.KeyFileException;

/**
 * Reads what {@link BodySeal} sealed. Lives in the server's vault; no bean of the gateway, which
 * never has the private key.
 */
public final class BodyOpener {
  private final HybridDecrypt key;

  private BodyOpener(HybridDecrypt key) {
    this.key = key;
  }

  /**
   * @param directory with {@code sms-body.private}, as {@link BodySeal#createKeys} made it
   * @throws KeyFileException when the file is missing, damaged or open to others
   */
  public static BodyOpener load(Path directory) {
    Path file = directory.resolve(BodySeal.PRIVATE);
    try {
      HybridConfig.register();
      return new BodyOpener(
          BodySeal.read(KeyFile.readSecret(file))
              .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException("The key file " + file + " is damaged.", e);
    }
  }

  /**
   * The text of an inbound message.
   *
   * @throws IllegalArgumentException when it was sealed to another key or for another message
   */
  public String open(InboundSms sms) {
    try {
      return new String(
          key.decrypt(sms.sealedBody(), BodySeal.context(sms.id())), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Message " + sms.id() + " was not sealed to our key", e);
    }
  }
}
