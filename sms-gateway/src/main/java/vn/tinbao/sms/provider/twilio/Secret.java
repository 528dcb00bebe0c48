package vn.tinbao.sms.provider.twilio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A word that must not be printed. */
record Secret(String value) {

  /**
   * The setting itself, or the first line of the file that another setting names (as containers
   * hand secrets over).
   *
   * @throws UncheckedIOException when there is such a file and it cannot be read
   */
  static Optional<Secret> of(@Nullable String setting, @Nullable String file) {
    if (setting != null && !setting.isBlank()) {
      return Optional.of(new Secret(setting.strip()));
    }
    if (file == null || file.isBlank()) {
      return Optional.empty();
    }
    try {
      return Files.readString(Path.of(file))
          .lines()
          .findFirst()
          .map(String::strip)
          .map(Secret::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
