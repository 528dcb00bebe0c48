package vn.tinbao.mobile.platform.desktop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import vn.tinbao.mobile.platform.Opener;

/** Asks the computer's desktop. */
public final class DesktopOpener implements Opener {
  @Override
  public boolean open(Path file) {
    try {
      var unused =
          new ProcessBuilder(command(file.toString()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return true;
    } catch (IOException noDesktop) {
      return false;
    }
  }

  @Override
  public boolean exists() {
    String program = command("").get(0);
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return !program.equals("xdg-open")
        || Stream.of(path.split(File.pathSeparator))
            .anyMatch(directory -> new File(directory, program).canExecute());
  }

  private static List<String> command(String file) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", file);
    }
    return List.of(system.contains("mac") ? "open" : "xdg-open", file);
  }
}
