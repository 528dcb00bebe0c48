package vn.tinbao.mobile.platform.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  private static List<String> command(String file) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", file);
    }
    return List.of(system.contains("mac") ? "open" : "xdg-open", file);
  }
}
