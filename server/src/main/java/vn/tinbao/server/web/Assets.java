package vn.tinbao.server.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Addresses of bundled style sheets, scripts and fonts. Each carries a piece of the file's own
 * hash, so that browsers may keep it for ever and still get the new one after an upgrade.
 */
@Singleton
public final class Assets {
  /** Where {@code micronaut.router.static-resources} maps the folders of the class path. */
  static final String BASE = "/assets/";

  private static final Map<String, String> FOLDERS =
      Map.of("htmx/", "META-INF/resources/webjars/htmx.org/2.0.10/dist/");

  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  /**
   * Address of a file below {@code static/} or of {@code htmx/htmx.min.js}.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public String address(String name) {
    return addresses.computeIfAbsent(name, Assets::addressOf);
  }

  private static String addressOf(String name) {
    String resource = "static/" + name;
    for (Map.Entry<String, String> folder : FOLDERS.entrySet()) {
      if (name.startsWith(folder.getKey())) {
        resource = folder.getValue() + name.substring(folder.getKey().length());
      }
    }
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("No such asset: " + name);
      }
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      return BASE + name + "?v=" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
