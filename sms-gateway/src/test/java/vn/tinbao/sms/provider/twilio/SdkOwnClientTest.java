package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.lab.twilio.Fault;

/** Why the SDK does not get its own HTTP client: one call to send becomes several messages. */
class SdkOwnClientTest {

  @Test
  void the_sdks_own_client_sends_one_message_three_times() {
    try (FakeTwilio fake = FakeTwilio.start(FakeOptions.of(TwilioBench.ACCOUNT))) {
      HttpHost host = new HttpHost("http", "127.0.0.1", fake.port());
      TwilioRestClient sdk =
          new TwilioRestClient.Builder(
                  TwilioBench.ACCOUNT.apiKey(), TwilioBench.ACCOUNT.apiSecret())
              .accountSid(TwilioBench.ACCOUNT.sid())
              .httpClient(
                  new NetworkHttpClient(
                      HttpClientBuilder.create()
                          .setRoutePlanner((target, context) -> new HttpRoute(host))))
              .build();
      fake.faults().always(new Fault.AcceptAndFail(500));
      assertThatThrownBy(
              () ->
                  Message.creator(
                          new PhoneNumber("+84912345678"), TwilioBench.SERVICE, "một lần thôi")
                      .create(sdk))
          .isInstanceOf(ApiException.class);
      assertThat(fake.messages().to("+84912345678")).hasSize(3);
    }
  }
}
