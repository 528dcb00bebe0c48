package vn.tinbao.server.backup;

import java.io.Console;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks for the passphrase of the backup key; {@code TINBAO_BACKUP_PASSPHRASE} answers unasked. */
final class Passphrase {
  private static final int SHORTEST = 12;

  private Passphrase() {}

  /** A new one, typed twice. */
  static char[] choose() {
    char[] given = fromEnvironment();
    if (given == null) {
      Console console = console();
      given = console.readPassword("Passphrase (at least %d characters): ", SHORTEST);
      char[] again = console.readPassword("Again: ");
      if (!Arrays.equals(given, again)) {
        throw new BackupException("The two are not the same.");
      }
    }
    if (given.length < SHORTEST) {
      throw new BackupException(
          "A passphrase needs at least " + SHORTEST + " characters: a few words.");
    }
    return given;
  }

  /** The one that was chosen. */
  static char[] ask() {
    char[] given = fromEnvironment();
    return given == null ? console().readPassword("Passphrase of the backup key: ") : given;
  }

  private static char @Nullable [] fromEnvironment() {
    String value = System.getenv("TINBAO_BACKUP_PASSPHRASE");
    return value == null || value.isEmpty() ? null : value.toCharArray();
  }

  private static Console console() {
    Console console = System.console();
    if (console == null) {
      throw new BackupException(
          "There is no terminal to ask for the passphrase: set TINBAO_BACKUP_PASSPHRASE.");
    }
    return console;
  }
}
