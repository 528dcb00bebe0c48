package vn.tinbao.server.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
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
        || address.toString().endsWith("/")
        || address.getQuery() != null) {
      throw new IllegalArgumentException(
          "tinbao.site.address is like https://tinbao.example.vn, without a slash at the end, not "
              + address);
    }
    if (smsNumber != null && !smsNumber.matches("[0-9+][0-9 .]{2,19}")) {
      throw new IllegalArgumentException("tinbao.site.sms-number is no number: " + smsNumber);
    }
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
