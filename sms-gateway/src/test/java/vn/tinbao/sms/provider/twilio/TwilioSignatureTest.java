package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.sms.lab.twilio.FakeSignature;

class TwilioSignatureTest {
  private static final String PATH = "/twilio/inbound";
  private static final Map<String, String> CALL = new LinkedHashMap<>();

  static {
    CALL.put("To", "+12025550138");
    CALL.put("From", "+84912345678");
    CALL.put("Body", "  Đường dây nóng & 100% = \"cứu\"\n ");
    CALL.put("NumMedia", "0");
  }

  private final TwilioSignature signature = of(TwilioBench.PUBLIC);

  private static TwilioSignature of(String publicUrl) {
    return of(publicUrl, TwilioBench.ACCOUNT.authToken());
  }

  private static TwilioSignature of(String publicUrl, String token) {
    return new TwilioSignature(
        new TwilioAccount(
            TwilioBench.ACCOUNT.sid(),
            null,
            null,
            null,
            token,
            null,
            publicUrl,
            "rc=5&rp=all",
            URI.create("https://api.twilio.com"),
            null));
  }

  private static Fields form(Map<String, String> call) {
    return Fields.of(
        call.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&")));
  }

  private static Optional<String> signed(String url, Map<String, String> call) {
    return Optional.of(FakeSignature.of(url, call, TwilioBench.ACCOUNT.authToken()));
  }

  /** The example of Twilio's documentation; the SDK's own validator agrees with us on ours. */
  @Test
  void the_documented_example_and_the_sdk_agree() {
    Map<String, String> call =
        Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675309",
            "Digits", "1234",
            "From", "+14158675309",
            "To", "+18005551212");
    TwilioSignature documented = of("https://mycompany.com", "12345");
    assertThat(
            documented.isOfForm(
                "/myapp.php?foo=1&bar=2", form(call), Optional.of("RSOYDt4T1cUTdK1PDd93/VVr8B8=")))
        .isTrue();
    assertThat(
            new RequestValidator(TwilioBench.ACCOUNT.authToken())
                .validate(
                    TwilioBench.PUBLIC + PATH,
                    CALL,
                    FakeSignature.of(
                        TwilioBench.PUBLIC + PATH, CALL, TwilioBench.ACCOUNT.authToken())))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sms.example.vn/twilio/inbound",
        "https://sms.example.vn:443/twilio/inbound",
        "https://sms.example.vn/twilio/inbound#rc=5&rp=all",
        "https://sms.example.vn:443/twilio/inbound#rc=5&rp=all"
      })
  void every_way_to_write_our_own_address_is_ours(String url) {
    assertThat(signature.isOfForm(PATH, form(CALL), signed(url, CALL))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sms.example.vn/twilio/inbound",
        "https://sms.example.vn/twilio/inbound/",
        "https://sms.example.vn:8443/twilio/inbound",
        "https://other.example.vn/twilio/inbound",
        "https://sms.example.vn/twilio/inbound?a=1",
        "https://sms.example.vn/twilio/inbound#rc=1"
      })
  void any_other_address_is_not(String url) {
    assertThat(signature.isOfForm(PATH, form(CALL), signed(url, CALL))).isFalse();
  }

  @Test
  void a_field_changed_added_left_out_or_trimmed_is_noticed() {
    Optional<String> right = signed(TwilioBench.PUBLIC + PATH, CALL);
    assertThat(signature.isOfForm(PATH, form(CALL), right)).isTrue();
    for (String name : CALL.keySet()) {
      Map<String, String> changed = new LinkedHashMap<>(CALL);
      changed.put(name, CALL.get(name) + "x");
      assertThat(signature.isOfForm(PATH, form(changed), right)).as(name).isFalse();
      changed.remove(name);
      assertThat(signature.isOfForm(PATH, form(changed), right)).as(name).isFalse();
    }
    Map<String, String> trimmed = new LinkedHashMap<>(CALL);
    trimmed.put("Body", CALL.get("Body").strip());
    assertThat(signature.isOfForm(PATH, form(trimmed), right)).isFalse();
    Map<String, String> more = new LinkedHashMap<>(CALL);
    more.put("Unheard", "of");
    assertThat(signature.isOfForm(PATH, form(more), right)).isFalse();
  }

  @Test
  void a_repeated_field_counts_as_often_as_it_comes() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(
        new SecretKeySpec(
            TwilioBench.ACCOUNT.authToken().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    String signed =
        Base64.getEncoder()
            .encodeToString(
                mac.doFinal(
                    (TwilioBench.PUBLIC + PATH + "a2a1b3").getBytes(StandardCharsets.UTF_8)));
    assertThat(signature.isOfForm(PATH, Fields.of("b=3&a=2&a=1"), Optional.of(signed))).isTrue();
    assertThat(signature.isOfForm(PATH, Fields.of("b=3&a=2"), Optional.of(signed))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "ệ"})
  void what_is_no_signature_is_none(String told) {
    assertThat(signature.isOfForm(PATH, form(CALL), Optional.of(told))).isFalse();
    assertThat(signature.isOfForm(PATH, form(CALL), Optional.empty())).isFalse();
  }

  @Test
  void another_body_is_signed_by_its_hash_in_the_address() throws Exception {
    byte[] body = "{\"MessageSid\":\"SM1\"}".getBytes(StandardCharsets.UTF_8);
    String hash =
        java.util.HexFormat.of()
            .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(body));
    String path = PATH + "?bodySHA256=" + hash;
    Optional<String> told = signed(TwilioBench.PUBLIC + path, Map.of());
    assertThat(signature.isOfBody(path, body, told)).isTrue();
    assertThat(signature.isOfBody(path, "{}".getBytes(StandardCharsets.UTF_8), told)).isFalse();
    assertThat(signature.isOfBody(PATH, body, told)).isFalse();
    assertThat(signature.isOfBody(path, body, Optional.empty())).isFalse();
    assertThat(
            new RequestValidator(TwilioBench.ACCOUNT.authToken())
                .validate(
                    TwilioBench.PUBLIC + path,
                    new String(body, StandardCharsets.UTF_8),
                    told.get()))
        .isTrue();
  }
}
