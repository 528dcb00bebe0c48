package vn.tinbao.server.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands on paper and in feeds: where people find this house.
 *
 * @param address of the public site as people reach it, without a slash at the end
 * @param smsNumber to which people text; null: none is printed
 */
@ConfigurationProperties("tinbao.site")
public record SiteSettings(
    @Bindable(defaultValue = "http://127.0.0.1:8080") URI address, @Nullable String smsNumber) {

  public SiteSettings {
    String scheme = address.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme))
        || address.getHost() == null
        || !address.getRawPath().isEmpty()
        || address.getQuery() != null) {
      throw new IllegalArgumentException(
          "tinbao.site.address is like https://tinbao.example.vn, without a path or a slash at the"
              + " end, not "
              + address);
    }
    if (smsNumber != null && !smsNumber.matches("[0-9+][0-9 .]{2,19}")) {
      throw new IllegalArgumentException("tinbao.site.sms-number is no number: " + smsNumber);
    }
  }

  /** Whether it was set to something that others than this very machine can open. */
  public boolean reachable() {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return !(host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("0.0.0.0")
        || host.equals("[::1]"));
  }

  /** The full address of a path that begins with a slash. */
  public String of(String path) {
    return address + path;
  }

  /** As people read and type it: without the scheme. */
  public String shown(String path) {
    return of(path).replaceFirst("^https?://(www\\.)?", "");
  }
}
