package vn.tinbao.sms.provider.twilio;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.provider.Trust;

/**
 * Who we are at Twilio and where Twilio finds us ({@code tinbao.sms.twilio.*}).
 *
 * @param accountSid {@code AC…}
 * @param apiKey {@code SK…}; without it the account itself signs in, with the auth token
 * @param apiSecret of the key
 * @param apiSecretFile a file with it instead
 * @param authToken the primary one: Twilio signs its call-backs with it and with nothing else
 * @param authTokenFile a file with it instead
 * @param publicUrl how Twilio reaches this gateway, as registered there: {@code
 *     https://sms.example.vn}, without a port that is the default and without a slash at the end.
 *     Signatures are checked over it, never over what a request says of itself
 * @param callbackOverrides how Twilio calls back, in the words of its connection overrides: with
 *     what we put behind a {@code #}, a call that fails is repeated
 * @param apiUrl the service itself
 * @param tlsTrust the authorities that may vouch for it, see {@link Trust}: where a proxy of the
 *     house stands between; null: those of the JVM
 */
@ConfigurationProperties("tinbao.sms.twilio")
@ProviderNamed(TwilioProvider.NAME)
record TwilioAccount(
    @Nullable String accountSid,
    @Nullable String apiKey,
    @Nullable String apiSecret,
    @Nullable String apiSecretFile,
    @Nullable String authToken,
    @Nullable String authTokenFile,
    @Nullable String publicUrl,
    @Bindable(defaultValue = "ct=2000&rt=5000&tt=15000&rc=5&rp=all") String callbackOverrides,
    @Bindable(defaultValue = "https://api.twilio.com") URI apiUrl,
    @Nullable Path tlsTrust) {
  private static final String PREFIX = "tinbao.sms.twilio.";
  private static final Pattern SID = Pattern.compile("AC[0-9a-fA-F]{32}");
  private static final Pattern PUBLIC = Pattern.compile("https?://[^/?#]+(/[^?#]*[^/?#])?");

  TwilioAccount {
    if (accountSid == null || !SID.matcher(accountSid).matches()) {
      throw wrong("account-sid", "must be the account's SID: AC and 32 hexadecimal digits");
    }
    if (Secret.of(authToken, authTokenFile).isEmpty()) {
      throw wrong("auth-token", "(or auth-token-file) must be set: call-backs are signed with it");
    }
    if (apiKey != null && Secret.of(apiSecret, apiSecretFile).isEmpty()) {
      throw wrong("api-secret", "(or api-secret-file) must be set beside api-key");
    }
    if (publicUrl == null || !PUBLIC.matcher(publicUrl).matches()) {
      throw wrong(
          "public-url", "must be set, like https://sms.example.vn, without a slash at the end");
    }
  }

  private static IllegalArgumentException wrong(String key, String what) {
    return new IllegalArgumentException(PREFIX + key + " " + what);
  }

  String sid() {
    return set(accountSid);
  }

  /** Where call-backs of this path come to, without overrides. */
  String callback(String path) {
    return set(publicUrl) + path;
  }

  /** Who signs in at the service. */
  String user() {
    return apiKey != null ? apiKey : sid();
  }

  Secret password() {
    Optional<Secret> secret =
        apiKey != null ? Secret.of(apiSecret, apiSecretFile) : Optional.empty();
    return secret.orElseGet(this::signingToken);
  }

  Secret signingToken() {
    return Secret.of(authToken, authTokenFile).orElseThrow();
  }

  private static String set(@Nullable String checked) {
    if (checked == null) {
      throw new IllegalStateException("checked when made");
    }
    return checked;
  }

  @Override
  public String toString() {
    return "TwilioAccount[" + accountSid + "]";
  }
}
