package vn.tinbao.sms.keys;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says which key file is missing, damaged or open to others, and what to do. Never its content. */
public final class KeyFileException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public KeyFileException(String message) {
    super(message);
  }

  public KeyFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
