package vn.tinbao.sms.provider.twilio;

import com.twilio.http.TwilioRestClient;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import vn.tinbao.sms.provider.ProviderNamed;

/** The SDK, once a process, over our own HTTP client. */
@Factory
final class TwilioSdk {

  @Singleton
  @ProviderNamed(TwilioProvider.NAME)
  TwilioRestClient client(TwilioAccount account, SendOnceHttp http) {
    return new TwilioRestClient.Builder(account.user(), account.password().value())
        .accountSid(account.sid())
        .httpClient(http)
        .build();
  }

  @Singleton
  @ProviderNamed(TwilioProvider.NAME)
  TwilioErrors errors() {
    return TwilioErrors.read();
  }
}
