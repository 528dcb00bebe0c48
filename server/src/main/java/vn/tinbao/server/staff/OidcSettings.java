package vn.tinbao.server.staff;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Ui;

/**
 * Sign-in by the identity provider of the house (OpenID Connect Core 1.0); off without an issuer.
 * Nothing that a visitor sends names an address that is fetched: all come from here, or from the
 * issuer's own description.
 *
 * @param issuer e.g. {@code https://sso.bocongan.gov.vn}; https, or http on the loopback interface
 * @param clientId our name there
 * @param clientSecret our secret there
 * @param redirectUri our {@code …/login/oidc/callback} as it is registered there
 * @param name what the button on the sign-in page says; null for a general sentence
 */
@ConfigurationProperties("tinbao.oidc")
public record OidcSettings(
    @Nullable String issuer,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @Nullable String redirectUri,
    @Nullable String name,
    @Bindable(defaultValue = "openid") String scope) {

  public OidcSettings {
    if (issuer != null && !issuer.isBlank()) {
      require("tinbao.oidc.client-id", clientId);
      require("tinbao.oidc.client-secret", clientSecret);
      require("tinbao.oidc.redirect-uri", redirectUri);
      if (!safe(issuer)) {
        throw new IllegalArgumentException("tinbao.oidc.issuer must be an https address");
      }
      if (redirectUri != null && !redirectUri.endsWith("/login/oidc/callback")) {
        throw new IllegalArgumentException(
            "tinbao.oidc.redirect-uri must end with /login/oidc/callback");
      }
    }
  }

  /** Whether people sign in elsewhere too. */
  public boolean on() {
    return issuer != null && !issuer.isBlank();
  }

  /** What the button on the sign-in page says; null when there is none. */
  static @Nullable String button(OidcSettings settings, Ui ui) {
    if (!settings.on()) {
      return null;
    }
    return settings.name() == null ? ui.t("account.oidc.button") : settings.name();
  }

  /** Whether secrets may be sent there: TLS, or our own machine. */
  static boolean safe(String address) {
    try {
      URI uri = URI.create(address);
      String host = String.valueOf(uri.getHost());
      return "https".equals(uri.getScheme())
          || ("http".equals(uri.getScheme())
              && (host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void require(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("With tinbao.oidc.issuer set, " + key + " is needed too");
    }
  }

  @Override
  public String toString() {
    return "OidcSettings[" + issuer + "]";
  }
}
