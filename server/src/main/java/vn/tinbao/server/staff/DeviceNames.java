package vn.tinbao.server.staff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person may know a browser by: {@code Chrome · Windows}. Read from {@code User-Agent}, of
 * which nothing else is kept: versions and models would make a person's devices traceable.
 */
final class DeviceNames {
  private static final int LONGEST_READ = 1_000;

  /** Browsers that name others too come first. */
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("coc_coc_browser/", "Cốc Cốc");
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("SamsungBrowser/", "Samsung Internet");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("FxiOS/", "Firefox");
    BROWSERS.put("CriOS/", "Chrome");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Mac OS X", "macOS");
    SYSTEMS.put("CrOS", "ChromeOS");
    SYSTEMS.put("Linux", "Linux");
  }

  private DeviceNames() {}

  /** Browser and system; null when neither is known. Whatever else the header says is not read. */
  static @Nullable String of(@Nullable String userAgent) {
    if (userAgent == null || userAgent.length() > LONGEST_READ) {
      return null;
    }
    String browser = first(BROWSERS, userAgent);
    String system = first(SYSTEMS, userAgent);
    if (browser == null || system == null) {
      return browser == null ? system : browser;
    }
    return browser + " · " + system;
  }

  private static @Nullable String first(Map<String, String> names, String userAgent) {
    for (Map.Entry<String, String> entry : names.entrySet()) {
      if (userAgent.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }
}
