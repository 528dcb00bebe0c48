package vn.tinbao.sms.db;

import java.io.Serial;
import java.nio.file.Path;

/** Another process has its PostgreSQL in this directory; two at once would destroy the data. */
public final class DirectoryInUseException extends DatabaseStartException {
  @Serial private static final long serialVersionUID = 1L;

  DirectoryInUseException(Path directory, String holder) {
    super(
        "Another process uses the database directory "
            + directory
            + (holder.isBlank() ? "" : " (process " + holder.strip() + ")")
            + ". Stop it first, or set TINBAO_HOME to another directory.");
  }
}
