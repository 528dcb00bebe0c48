package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class SmppSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "port, 0",
    "port, 70000",
    "system-id, a-name-that-is-too-long",
    "system-type, a-type-too-long",
    "binds, 0",
    "window, 0",
    "tps, -1",
    "sender, a-name-too-long",
    "sender, Tin-Báo",
    "response-timeout, PT0S",
    "rebind-most, PT-1S"
  })
  void what_cannot_work_is_refused_at_the_start_by_the_name_of_its_key(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .hasStackTraceContaining("tinbao.sms.smpp.viettel." + key);
  }

  @Test
  void usual_values_need_not_be_set() {
    SmppSettings settings = read(Map.of());
    assertThat(settings.provider()).isEqualTo("smpp-viettel");
    assertThat(settings.port()).isEqualTo(2775);
    assertThat(settings.window()).isEqualTo(10);
    assertThat(settings.alphabet()).isEqualTo(Alphabet.GSM7);
    assertThat(settings.toString()).doesNotContain("tinbao");
  }

  @Test
  void the_password_may_be_in_a_file_and_must_fit_the_protocol() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "geheim1\n");
    assertThat(read(Map.of("password-file", file.toString())).secret()).isEqualTo("geheim1");
    assertThat(read(Map.of("password", "geheim2")).secret()).isEqualTo("geheim2");
    assertThat(read(Map.of()).secret()).isEmpty();
    SmppSettings tooLong = read(Map.of("password", "nine-char"));
    assertThatThrownBy(tooLong::secret)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("nine-char");
  }

  @Test
  void a_connection_can_be_set_in_the_environment_alone() {
    Map<String, Object> environment =
        Map.of(
            "TINBAO_SMS_PROVIDER", "smpp-viettel,smpp-mobi",
            "TINBAO_SMS_SMPP_VIETTEL_HOST", "10.0.0.1",
            "TINBAO_SMS_SMPP_VIETTEL_SYSTEM_ID", "tinbao",
            "TINBAO_SMS_SMPP_VIETTEL_SENDER", "8138",
            "TINBAO_SMS_SMPP_VIETTEL_RESPONSE_ID", "hex",
            "TINBAO_SMS_SMPP_MOBI_HOST", "10.0.0.2",
            "TINBAO_SMS_SMPP_MOBI_SYSTEM_ID", "tinbao",
            "TINBAO_SMS_SMPP_MOBI_SENDER", "8138");
    try (ApplicationContext context =
        ApplicationContext.builder(Environment.TEST)
            .propertySources(
                PropertySource.of(
                    "operators",
                    environment,
                    PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE))
            .start()) {
      assertThat(context.getBeansOfType(SmppSettings.class))
          .extracting(SmppSettings::provider)
          .containsExactlyInAnyOrder("smpp-viettel", "smpp-mobi");
      assertThat(context.getBean(SmppSettings.class, Qualifiers.byName("viettel")).responseId())
          .isEqualTo(IdForm.HEX);
    }
  }

  /** It writes numbers, texts and passwords, in hexadecimal, when somebody lets it. */
  @Test
  void the_library_is_never_let_near_a_log() {
    assertThat(LoggerFactory.getLogger("org.jsmpp.session.SMPPSession").isErrorEnabled()).isFalse();
  }

  private static SmppSettings read(Map<String, String> changed) {
    Map<String, Object> settings = new HashMap<>();
    String prefix = "tinbao.sms.smpp.viettel.";
    settings.put("tinbao.sms.provider", "smpp-viettel");
    settings.put(prefix + "host", "127.0.0.1");
    settings.put(prefix + "system-id", "tinbao");
    settings.put(prefix + "sender", "8138");
    changed.forEach((key, value) -> settings.put(prefix + key, value));
    try (ApplicationContext context =
        ApplicationContext.builder(Environment.TEST).properties(settings).start()) {
      return context.getBean(SmppSettings.class, Qualifiers.byName("viettel"));
    }
  }
}
