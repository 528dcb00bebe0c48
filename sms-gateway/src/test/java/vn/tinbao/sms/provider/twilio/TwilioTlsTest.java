package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.testing.TestCertificate;

/** HTTPS, as Twilio is reached: to whom an authority vouches for, and to nobody else. */
class TwilioTlsTest {
  private static final String HERE = "ip:127.0.0.1";

  @TempDir static Path folder;

  @Test
  void a_message_goes_and_a_picture_is_fetched() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, HERE);
    try (FakeTwilio fake = fake(certificate)) {
      assertThat(fake.url().getScheme()).isEqualTo("https");
      assertThat(send(fake.url(), certificate.pem())).isInstanceOf(SendResult.Accepted.class);
      assertThat(fake.messages().sent()).isEqualTo(1);
      try (SendOnceHttp http = http(fake.url(), certificate.pem())) {
        URI picture =
            URI.create(
                fake.url() + "/2010-04-01/Accounts/" + fake.account().sid() + "/Messages.json");
        assertThat(http.get(picture, true, 1_000_000).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void nobody_else_may_vouch_for_it_and_nothing_was_sent() throws Exception {
    TestCertificate other = TestCertificate.of(folder, HERE);
    try (FakeTwilio fake = fake(TestCertificate.of(folder, HERE))) {
      assertThat(send(fake.url(), other.pem())).isInstanceOf(SendResult.NotSent.class);
      assertThat(send(fake.url(), null)).as("by the JVM").isInstanceOf(SendResult.NotSent.class);
      assertThat(fake.posts()).isZero();
    }
  }

  @Test
  void a_certificate_for_another_host_is_none() throws Exception {
    TestCertificate elsewhere = TestCertificate.of(folder, "dns:api.twilio.com");
    try (FakeTwilio fake = fake(elsewhere)) {
      assertThat(send(fake.url(), elsewhere.pem())).isInstanceOf(SendResult.NotSent.class);
      assertThat(fake.posts()).isZero();
    }
  }

  @Test
  void a_file_without_certificates_is_told_at_the_start() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> http(URI.create("https://127.0.0.1:9"), file))
        .hasMessageContaining("tinbao.sms.twilio.tls-trust")
        .hasMessageContaining(file.toString());
  }

  private static FakeTwilio fake(TestCertificate certificate) throws Exception {
    SslContext tls = SslContextBuilder.forServer(certificate.keys()).build();
    return FakeTwilio.start(FakeOptions.of(TwilioBench.ACCOUNT).encrypted(tls));
  }

  private static SendOnceHttp http(URI api, @Nullable Path trust) {
    return new SendOnceHttp(
        TwilioBench.account(api, trust), TwilioBench.PATIENT, Clock.systemUTC());
  }

  private static SendResult send(URI api, @Nullable Path trust) throws Exception {
    TwilioProvider provider =
        TwilioBench.provider(TwilioBench.account(api, trust), TwilioBench.PATIENT);
    try {
      OutgoingSms sms =
          new OutgoingSms(
              UuidCreator.getTimeOrderedEpoch(),
              1,
              new PhoneNumber("+84912345678"),
              "Đường dây nóng 111",
              MessageClass.REPLY,
              null);
      return provider.send(sms).toCompletableFuture().get(60, TimeUnit.SECONDS);
    } finally {
      provider.stop();
    }
  }
}
