package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.text.Normalizer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.web.Refusal;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void only_the_password_matches_its_hash() {
    String hash = passwords.hash("một câu dài dễ nhớ");

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.matches("một câu dài dễ nhớ", hash)).isTrue();
    assertThat(passwords.matches("một câu dài dễ nhơ", hash)).isFalse();
  }

  @Test
  void vietnamese_letters_may_be_typed_composed_or_not() {
    String typed = "một câu dài dễ nhớ";

    assertThat(
            passwords.matches(
                Normalizer.normalize(typed, Normalizer.Form.NFD),
                passwords.hash(Normalizer.normalize(typed, Normalizer.Form.NFC))))
        .isTrue();
  }

  @Test
  void nobody_has_the_password_that_unknown_names_are_compared_with() {
    assertThat(passwords.matches("", Passwords.NOBODY)).isFalse();
  }

  @Test
  void the_demo_hash_is_of_the_demo_password() {
    assertThat(passwords.matches(DemoStaff.PASSWORD, DemoStaff.PASSWORD_HASH)).isTrue();
    assertThat(Base32.encode(Base32.decode(DemoStaff.TOTP_SECRET)))
        .isEqualTo(DemoStaff.TOTP_SECRET);
  }

  @Test
  void a_place_is_given_back_when_the_work_fails() {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  passwords.oneOfFew(
                      () -> {
                        throw new IllegalStateException("failed");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(passwords.oneOfFew(() -> "still open")).isEqualTo("still open");
  }

  @Test
  void a_flood_is_turned_away_at_once_and_takes_no_threads() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger turnedAway = new AtomicInteger();
    ExecutorService crowd = Executors.newFixedThreadPool(40);
    try {
      for (int i = 0; i < 40; i++) {
        crowd.execute(
            () -> {
              try {
                passwords.oneOfFew(
                    () -> {
                      try {
                        return end.await(5, TimeUnit.MINUTES);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    });
              } catch (Refusal refusal) {
                turnedAway.incrementAndGet();
              }
            });
      }
      await().until(() -> turnedAway.get() >= 25);
    } finally {
      end.countDown();
      crowd.shutdown();
    }
    assertThat(crowd.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }
}
