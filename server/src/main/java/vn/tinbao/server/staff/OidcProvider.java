package vn.tinbao.server.staff;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider: where to send a browser, and who came back. Authorization code with PKCE
 * (RFC 7636), state and nonce; signatures by asymmetric keys only. What it publishes about itself
 * is read when it is first needed, and again after an hour or for a key that is not known.
 */
@Singleton
final class OidcProvider {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration KEYS_AT_MOST_EVERY = Duration.ofSeconds(30);
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** A logout token is for now. */
  private static final Duration LOGOUT_FRESH = Duration.ofMinutes(5);

  private static final int MOST_BYTES = 512 * 1024;
  private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcSettings settings;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private @Nullable Description description;

  OidcProvider(OidcSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private record Description(
      String authorize, String token, String keysAt, JWKSet keys, Instant readAt) {}

  /** The provider does not answer, or not as the specification says. Never with its words. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String what) {
      super(what, null, false, false);
    }
  }

  /** Where the browser goes to sign in. */
  URI signInAt(String state, String nonce, String verifier) throws UnusableException {
    String authorize = description(false).authorize();
    return URI.create(
        authorize
            + (authorize.contains("?") ? "&" : "?")
            + form(
                "response_type",
                "code",
                "client_id",
                Objects.requireNonNull(settings.clientId()),
                "redirect_uri",
                Objects.requireNonNull(settings.redirectUri()),
                "scope",
                settings.scope(),
                "state",
                state,
                "nonce",
                nonce,
                "code_challenge",
                challenge(verifier),
                "code_challenge_method",
                "S256"));
  }

  /**
   * Who signed in there.
   *
   * @return the subject
   * @throws UnusableException when the code is refused or what comes for it is not for us, of this
   *     provider, signed, fresh and of this sign-in
   */
  String subject(String code, String nonce, String verifier) throws UnusableException {
    String secret =
        encoded(Objects.requireNonNull(settings.clientId()))
            + ":"
            + encoded(Objects.requireNonNull(settings.clientSecret()));
    Map<String, Object> answer =
        json(
            HttpRequest.newBuilder(URI.create(description(false).token()))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        form(
                            "grant_type",
                            "authorization_code",
                            "code",
                            code,
                            "redirect_uri",
                            Objects.requireNonNull(settings.redirectUri()),
                            "code_verifier",
                            verifier)))
                .build());
    JWTClaimsSet claims = verified(string(answer, "id_token"));
    try {
      Instant now = clock.instant();
      if (claims.getExpirationTime() == null
          || claims.getExpirationTime().toInstant().plus(SKEW).isBefore(now)) {
        throw new UnusableException("an identity token that has run out");
      }
      if (!MessageDigest.isEqual(bytes(nonce), bytes(claims.getStringClaim("nonce")))) {
        throw new UnusableException("an identity token of another sign-in");
      }
      List<String> audience = claims.getAudience();
      String party = claims.getStringClaim("azp");
      if ((audience.size() > 1 || party != null)
          && !Objects.requireNonNull(settings.clientId()).equals(party)) {
        throw new UnusableException("an identity token for another party");
      }
    } catch (ParseException e) {
      throw new UnusableException("an identity token that cannot be read");
    }
    return subject(claims);
  }

  /** Whose sessions a logout token ends (OpenID Connect Back-Channel Logout 1.0). */
  String loggedOut(String token) throws UnusableException {
    JWTClaimsSet claims = verified(token);
    Date issuedAt = claims.getIssueTime();
    if (issuedAt == null
        || issuedAt.toInstant().plus(LOGOUT_FRESH).isBefore(clock.instant())
        || claims.getClaim("nonce") != null
        || !(claims.getClaim("events") instanceof Map<?, ?> events)
        || !events.containsKey(LOGOUT_EVENT)) {
      throw new UnusableException("no logout token");
    }
    return subject(claims);
  }

  private static String subject(JWTClaimsSet claims) throws UnusableException {
    String subject = claims.getSubject();
    if (subject == null || subject.isBlank()) {
      throw new UnusableException("a token without a subject");
    }
    return subject;
  }

  /** Signature, issuer, audience, and that it was not issued in the future. */
  private JWTClaimsSet verified(String token) throws UnusableException {
    SignedJWT signed;
    try {
      signed = SignedJWT.parse(token);
    } catch (ParseException e) {
      throw new UnusableException("a token that is not signed");
    }
    Description known = description(false);
    String keyId = signed.getHeader().getKeyID();
    if (keyId != null && known.keys().getKeyByKeyId(keyId) == null) {
      known = description(true);
    }
    JWTClaimsSet claims;
    try {
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSTypeVerifier(
          new DefaultJOSEObjectTypeVerifier<>(
              com.nimbusds.jose.JOSEObjectType.JWT,
              new com.nimbusds.jose.JOSEObjectType("logout+jwt"),
              null));
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(known.keys())));
      // Times are compared with the house's own clock, by the callers.
      processor.setJWTClaimsSetVerifier((set, context) -> {});
      claims = processor.process(signed, null);
    } catch (BadJOSEException | JOSEException e) {
      throw new UnusableException("a token with a wrong signature");
    }
    Instant latest = clock.instant().plus(SKEW);
    if (!Objects.requireNonNull(settings.issuer()).equals(claims.getIssuer())
        || !claims.getAudience().contains(settings.clientId())
        || (claims.getIssueTime() != null && claims.getIssueTime().toInstant().isAfter(latest))
        || (claims.getNotBeforeTime() != null
            && claims.getNotBeforeTime().toInstant().isAfter(latest))) {
      throw new UnusableException("a token of another issuer, for another party or of the future");
    }
    return claims;
  }

  private synchronized Description description(boolean keysAnew) throws UnusableException {
    Description known = description;
    Instant now = clock.instant();
    boolean fresh = known != null && known.readAt().plus(FRESH).isAfter(now);
    boolean rested = known == null || known.readAt().plus(KEYS_AT_MOST_EVERY).isBefore(now);
    if (known != null && fresh && !(keysAnew && rested)) {
      return known;
    }
    String issuer = Objects.requireNonNull(settings.issuer());
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    Map<String, Object> published = get(base + "/.well-known/openid-configuration");
    if (!issuer.equals(published.get("issuer"))) {
      throw new UnusableException("a description of another issuer");
    }
    String keysAt = address(published, "jwks_uri");
    JWKSet keys;
    try {
      keys = JWKSet.parse(get(keysAt));
    } catch (ParseException e) {
      throw new UnusableException("keys that cannot be read");
    }
    Description read =
        new Description(
            address(published, "authorization_endpoint"),
            address(published, "token_endpoint"),
            keysAt,
            keys,
            now);
    description = read;
    return read;
  }

  private Map<String, Object> get(String address) throws UnusableException {
    return json(
        HttpRequest.newBuilder(URI.create(address))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .build());
  }

  private Map<String, Object> json(HttpRequest request) throws UnusableException {
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] read = body.readNBytes(MOST_BYTES + 1);
        if (answer.statusCode() != 200 || read.length > MOST_BYTES) {
          throw new UnusableException("an answer with status " + answer.statusCode());
        }
        return JSONObjectUtils.parse(new String(read, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UnusableException("no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("no answer");
    } catch (ParseException e) {
      throw new UnusableException("an answer that is no JSON object");
    }
  }

  private static String address(Map<String, Object> published, String name)
      throws UnusableException {
    String address = string(published, name);
    if (!OidcSettings.safe(address)) {
      throw new UnusableException("an address that is not https: " + name);
    }
    return address;
  }

  private static String string(Map<String, Object> json, String name) throws UnusableException {
    if (json.get(name) instanceof String value) {
      return value;
    }
    throw new UnusableException("an answer without " + name);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(@Nullable String text) {
    return Objects.requireNonNullElse(text, "").getBytes(StandardCharsets.UTF_8);
  }

  private static String form(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return form.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
