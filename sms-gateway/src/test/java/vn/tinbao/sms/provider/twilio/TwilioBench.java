package vn.tinbao.sms.provider.twilio;

import com.twilio.http.TwilioRestClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.lab.twilio.FakeAccount;

/** What tests of Twilio need: settings, and a provider of their own with short time-outs. */
final class TwilioBench {
  static final FakeAccount ACCOUNT = FakeAccount.random();
  static final String SERVICE = "MG00000000000000000000000000000000";
  static final String HOTLINE = "+12025550138";
  static final String PUBLIC = "https://sms.example.vn";

  /** For tests in which no answer comes; a slow machine may take longer than this for any. */
  static final TwilioLimits QUICK =
      new TwilioLimits(
          64,
          32,
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMinutes(2));

  static final TwilioLimits PATIENT =
      new TwilioLimits(
          64,
          32,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2));

  private TwilioBench() {}

  /** The settings of a gateway that uses the fake. */
  static Map<String, String> settings(URI api, String publicUrl) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tinbao.sms.provider", "twilio");
    settings.put("tinbao.sms.twilio.account-sid", ACCOUNT.sid());
    settings.put("tinbao.sms.twilio.api-key", ACCOUNT.apiKey());
    settings.put("tinbao.sms.twilio.api-secret", ACCOUNT.apiSecret());
    settings.put("tinbao.sms.twilio.auth-token", ACCOUNT.authToken());
    settings.put("tinbao.sms.twilio.messaging-service", SERVICE);
    settings.put("tinbao.sms.twilio.reply-from", HOTLINE);
    settings.put("tinbao.sms.twilio.public-url", publicUrl);
    settings.put("tinbao.sms.twilio.api-url", api.toString());
    return settings;
  }

  static TwilioAccount account(URI api) {
    return account(api, null);
  }

  static TwilioAccount account(URI api, @Nullable Path trust) {
    return new TwilioAccount(
        ACCOUNT.sid(),
        ACCOUNT.apiKey(),
        ACCOUNT.apiSecret(),
        null,
        ACCOUNT.authToken(),
        null,
        PUBLIC,
        "rc=5&rp=all",
        api,
        trust);
  }

  /** A provider with these limits; it cannot search. */
  static TwilioProvider provider(URI api, TwilioLimits limits) {
    return provider(account(api), limits);
  }

  static TwilioProvider provider(TwilioAccount account, TwilioLimits limits) {
    SendOnceHttp http = new SendOnceHttp(account, limits, Clock.systemUTC());
    TwilioRestClient sdk =
        new TwilioRestClient.Builder(ACCOUNT.apiKey(), ACCOUNT.apiSecret())
            .accountSid(ACCOUNT.sid())
            .httpClient(http)
            .build();
    return new TwilioProvider(
        account,
        new TwilioSenders(SERVICE, null, HOTLINE),
        limits,
        sdk,
        TwilioErrors.read(),
        new TwilioSearch(sdk, limits, null),
        Clock.systemUTC());
  }
}
