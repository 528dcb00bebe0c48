package vn.tinbao.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.lab.twilio.FakeSignature;
import vn.tinbao.sms.testing.TestSql;

/**
 * Twilio calls a gateway that runs inside the server: past sign-in and same-origin, not past the
 * signature.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.sms.provider", value = "twilio")
@Property(name = "tinbao.sms.sender.enabled", value = "false")
@Property(name = "tinbao.sms.twilio.account-sid", value = "AC00000000000000000000000000000001")
@Property(name = "tinbao.sms.twilio.auth-token", value = "token-of-a-test")
@Property(name = "tinbao.sms.twilio.from", value = "TINBAO")
@Property(name = "tinbao.sms.twilio.public-url", value = "https://sms.example.vn")
@Property(name = "tinbao.sms.twilio.api-url", value = "http://127.0.0.1:9")
class TwilioInsideTest {
  private static final String SID = "SM00000000000000000000000000000001";

  @Inject EmbeddedServer server;
  @Inject TestSql sql;

  @Test
  void a_signed_message_is_taken_an_unsigned_one_is_not() throws Exception {
    String right =
        FakeSignature.of(
            "https://sms.example.vn/twilio/inbound",
            Map.of("MessageSid", SID, "From", "+84912345678", "To", "+12025550138", "Body", "a b"),
            "token-of-a-test");
    assertThat(post("AAAA")).isEqualTo(403);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isZero();
    assertThat(post(right)).isEqualTo(200);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE provider_msg_id = '" + SID + "'"))
        .isEqualTo(1);
  }

  private int post(String signature) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.getURI() + "/twilio/inbound"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("X-Twilio-Signature", signature)
                .POST(
                    BodyPublishers.ofString(
                        "MessageSid=" + SID + "&From=%2B84912345678&To=%2B12025550138&Body=a+b"))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
