package vn.tinbao.server.backup;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A backup or restore that cannot go on; the message says why and what to do. */
public final class BackupException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public BackupException(String message) {
    super(message);
  }

  public BackupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
