package vn.tinbao.sms.provider.twilio;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.tinbao.sms.provider.ProviderNamed;

/**
 * Tells call-backs of Twilio from everybody else's
 * (twilio.com/docs/usage/webhooks/webhooks-security).
 *
 * <p>What is signed is the address as Twilio was told it, and every field that came; the address is
 * ours by configuration, since what a request says about its host anybody may write. Twilio may
 * have signed it with the default port or without, and it says nowhere whether the part behind
 * {@code #} counts, so all four forms are tried: each needs our token.
 */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioSignature {
  static final String HEADER = "X-Twilio-Signature";
  private static final String BODY_HASH = "bodySHA256";
  private static final String MAC = "HmacSHA1";

  private final TwilioAccount account;
  private final SecretKeySpec key;

  TwilioSignature(TwilioAccount account) {
    this.account = account;
    this.key =
        new SecretKeySpec(account.signingToken().value().getBytes(StandardCharsets.UTF_8), MAC);
  }

  /**
   * True when Twilio sent this form.
   *
   * @param path as it was asked for, still encoded, with the query behind it if there is one
   * @param signature null and nonsense are no signature
   */
  boolean isOfForm(String path, Fields form, Optional<String> signature) {
    StringBuilder signed = new StringBuilder();
    form.all().stream()
        .sorted(Comparator.comparing(Fields.Field::name))
        .forEach(field -> signed.append(field.name()).append(field.value()));
    return isOf(path, signed.toString(), signature);
  }

  /** True when Twilio sent this other body: its hash stands in the query, which is signed. */
  boolean isOfBody(String path, byte[] body, Optional<String> signature) {
    int query = path.indexOf('?');
    if (query < 0) {
      return false;
    }
    Optional<String> hash = Fields.of(path.substring(query + 1)).first(BODY_HASH);
    byte[] actual = HexFormat.of().formatHex(sha256(body)).getBytes(StandardCharsets.US_ASCII);
    return hash.isPresent()
        && MessageDigest.isEqual(actual, hash.get().getBytes(StandardCharsets.UTF_8))
        && isOf(path, "", signature);
  }

  private boolean isOf(String path, String fields, Optional<String> signature) {
    byte[] told;
    try {
      told = Base64.getDecoder().decode(signature.orElse(""));
    } catch (IllegalArgumentException e) {
      return false;
    }
    return addresses(path).anyMatch(url -> MessageDigest.isEqual(told, mac(url + fields)));
  }

  private Stream<String> addresses(String path) {
    String plain = account.callback(path);
    return Stream.of(plain, withDefaultPort(plain))
        .flatMap(url -> Stream.of(url, url + "#" + account.callbackOverrides()));
  }

  private static String withDefaultPort(String url) {
    int host = url.indexOf("://") + 3;
    int end = url.indexOf('/', host);
    String authority = end < 0 ? url.substring(host) : url.substring(host, end);
    if (authority.matches(".*:\\d+")) {
      return url;
    }
    String port = url.startsWith("https:") ? ":443" : ":80";
    return url.substring(0, host) + authority + port + (end < 0 ? "" : url.substring(end));
  }

  private byte[] mac(String signed) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the JSON form of a call-back may be told from. */
  static boolean isJson(String contentType) {
    return List.of("application/json", "text/json").contains(contentType.split(";", 2)[0].strip());
  }
}
