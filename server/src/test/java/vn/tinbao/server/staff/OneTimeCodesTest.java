package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.sms.testing.SettableClock;

class OneTimeCodesTest {
  private static final byte[] RFC_SECRET =
      "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codes_are_those_of_rfc_6238_appendix_b(long second, String code) {
    OneTimeCodes codes = new OneTimeCodes(Clock.systemUTC());

    assertThat(codes.codeAt(RFC_SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
  }

  @Test
  void one_step_early_or_late_still_counts_and_two_do_not() {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-22T01:00:10Z"));
    OneTimeCodes codes = new OneTimeCodes(clock.asClock());
    String code = codes.codeAt(RFC_SECRET, clock.asClock().instant());
    long step = codes.stepOf(code, RFC_SECRET).orElseThrow();

    clock.advance(Duration.ofSeconds(30));
    assertThat(codes.stepOf(code, RFC_SECRET)).hasValue(step);
    clock.advance(Duration.ofSeconds(30));
    assertThat(codes.stepOf(code, RFC_SECRET)).isEmpty();
    clock.advance(Duration.ofSeconds(-90));
    assertThat(codes.stepOf(code, RFC_SECRET)).hasValue(step);
    clock.advance(Duration.ofSeconds(-30));
    assertThat(codes.stepOf(code, RFC_SECRET)).isEmpty();
  }

  @Test
  void a_blank_in_the_middle_is_how_apps_show_it() {
    OneTimeCodes codes = new OneTimeCodes(Clock.systemUTC());
    String code = codes.codeAt(RFC_SECRET, Instant.now());

    assertThat(codes.stepOf(code.substring(0, 3) + " " + code.substring(3), RFC_SECRET))
        .isPresent();
    assertThat(codes.stepOf("", RFC_SECRET)).isEmpty();
    assertThat(codes.stepOf("một hai", RFC_SECRET)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void base_32_is_that_of_rfc_4648(String plain, String encoded) {
    assertThat(Base32.encode(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    assertThat(Base32.decode(encoded.toLowerCase() + " "))
        .isEqualTo(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
