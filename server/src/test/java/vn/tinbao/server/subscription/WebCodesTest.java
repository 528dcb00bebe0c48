package vn.tinbao.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Codes by SMS cost money: so many an hour go out, whoever asks and however many at once. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-16T08:00:00+07:00")
@Property(name = "tinbao.subscription.codes-per-hour", value = "5")
class WebCodesTest {
  private static final String SENT = "SELECT count(*) FROM tinbao.subscription_code";
  private static final String QUEUED = "SELECT count(*) FROM sms.outbound";

  @Inject WebCodes codes;
  @Inject SettableClock time;
  @Inject TestSql sql;

  @BeforeEach
  void nobody_asked_yet() {
    sql.run("DELETE FROM tinbao.subscription_code");
  }

  @Test
  void the_sixth_of_an_hour_gets_none_whoever_asks_and_an_hour_later_goes_on() {
    long queued = sql.number(QUEUED);
    UUID first = UuidCreator.getTimeOrderedEpoch();
    assertThat(ask(first, 0)).isEqualTo(WebCodes.Asked.TAKEN);
    for (int i = 1; i < 5; i++) {
      time.advance(Duration.ofMinutes(2));
      assertThat(ask(i)).isEqualTo(WebCodes.Asked.TAKEN);
    }
    assertThat(ask(6)).isEqualTo(WebCodes.Asked.BUSY);
    assertThat(ask(7)).isEqualTo(WebCodes.Asked.BUSY);
    assertThat(sql.number(SENT)).isEqualTo(5);
    assertThat(sql.number(QUEUED)).isEqualTo(queued + 5);
    // The page sent twice is one: its code is on the way.
    assertThat(ask(first, 0)).isEqualTo(WebCodes.Asked.TAKEN);
    assertThat(sql.number(SENT)).isEqualTo(5);

    time.advance(Duration.ofMinutes(51));
    assertThat(ask(8)).as("59 minutes after the first").isEqualTo(WebCodes.Asked.BUSY);
    time.advance(Duration.ofMinutes(2));
    assertThat(ask(9)).as("the first is older than an hour").isEqualTo(WebCodes.Asked.TAKEN);
    assertThat(ask(10)).isEqualTo(WebCodes.Asked.BUSY);
    time.advance(Duration.ofHours(1));
    assertThat(ask(11)).isEqualTo(WebCodes.Asked.TAKEN);
  }

  @Test
  void many_who_ask_at_the_same_time_get_no_more() {
    time.advance(Duration.ofHours(2));
    List<CompletableFuture<WebCodes.Asked>> asked =
        IntStream.range(0, 24)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(100 + i)))
            .toList();
    long taken =
        asked.stream().map(CompletableFuture::join).filter(WebCodes.Asked.TAKEN::equals).count();
    assertThat(taken).isEqualTo(5);
    assertThat(sql.number(SENT)).isEqualTo(5);
  }

  private WebCodes.Asked ask(int n) {
    return ask(UuidCreator.getTimeOrderedEpoch(), n);
  }

  private WebCodes.Asked ask(UUID id, int n) {
    PhoneNumber number = new PhoneNumber("+8497940%04d".formatted(n));
    return codes.ask(id, number, null, Locale.forLanguageTag("vi"), "x");
  }
}
