package vn.tinbao.sms.keys;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The text of a wrapped file: mark, provider, Base64. */
final class WrappedText {
  private WrappedText() {}

  static String seal(String provider, Aead key, String content, String file) {
    try {
      return KeyWrap.MARK
          + " "
          + provider
          + " "
          + Base64.getEncoder()
              .encodeToString(key.encrypt(content.getBytes(StandardCharsets.UTF_8), binding(file)))
          + "\n";
    } catch (GeneralSecurityException e) {
      throw new KeyFileException("The master key could not wrap the key file " + file + ".", e);
    }
  }

  static String open(String provider, Aead key, String wrapped, String file) {
    String[] words = wrapped.strip().split(" ", -1);
    if (words.length != 3 || !words[0].equals(KeyWrap.MARK)) {
      throw new KeyFileException("The key file " + file + " is damaged.");
    }
    if (!words[1].equals(provider)) {
      throw new KeyFileException(
          "The key file "
              + file
              + " was wrapped by the master key of kind "
              + words[1]
              + ", configured is "
              + provider
              + ".");
    }
    try {
      return new String(
          key.decrypt(Base64.getDecoder().decode(words[2]), binding(file)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException(
          "The key file "
              + file
              + " does not open: it was wrapped by another master key, the key service refused, or"
              + " the file was changed.",
          e);
    }
  }

  private static byte[] binding(String file) {
    return ("tinbao key file " + file).getBytes(StandardCharsets.UTF_8);
  }
}
