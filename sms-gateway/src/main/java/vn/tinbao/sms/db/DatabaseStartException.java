package vn.tinbao.sms.db;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says to the person who starts TinBao why there is no database, and what to do about it. */
public class DatabaseStartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DatabaseStartException(String message) {
    super(message);
  }

  DatabaseStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
