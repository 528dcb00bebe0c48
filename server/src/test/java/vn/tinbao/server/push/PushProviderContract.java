package vn.tinbao.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link PushProvider} must do; one subclass a provider. */
abstract class PushProviderContract {

  /** The provider under test. */
  abstract PushProvider provider();

  /** Makes a device of this person known to the far side. */
  abstract void connect(UUID staffId);

  /** What reached that person's devices, as {@code topic:ref}. */
  abstract List<String> received(UUID staffId);

  @Test
  void a_push_reaches_the_device_with_topic_and_reference_and_nothing_else() {
    UUID staff = UuidCreator.getTimeOrderedEpoch();
    UUID ref = UuidCreator.getTimeOrderedEpoch();
    connect(staff);
    assertThat(provider().send(UuidCreator.getTimeOrderedEpoch(), staff, "assignment", ref))
        .isInstanceOf(PushResult.Accepted.class);
    await().atMost(Duration.ofSeconds(5)).until(() -> !received(staff).isEmpty());
    assertThat(received(staff)).containsOnly("assignment:" + ref);
  }

  @Test
  void the_same_push_twice_is_no_error() {
    UUID staff = UuidCreator.getTimeOrderedEpoch();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    connect(staff);
    for (int i = 0; i < 2; i++) {
      assertThat(provider().send(id, staff, "assignment", id))
          .isInstanceOf(PushResult.Accepted.class);
    }
  }

  @Test
  void a_push_reaches_nobody_else() {
    UUID staff = UuidCreator.getTimeOrderedEpoch();
    UUID other = UuidCreator.getTimeOrderedEpoch();
    connect(staff);
    connect(other);
    UUID ref = UuidCreator.getTimeOrderedEpoch();
    var unused = provider().send(UuidCreator.getTimeOrderedEpoch(), staff, "assignment", ref);
    await().atMost(Duration.ofSeconds(5)).until(() -> !received(staff).isEmpty());
    assertThat(received(other)).isEmpty();
  }

  @Test
  void a_person_without_a_device_is_no_error() {
    assertThat(
            provider()
                .send(
                    UuidCreator.getTimeOrderedEpoch(),
                    UuidCreator.getTimeOrderedEpoch(),
                    "assignment",
                    UuidCreator.getTimeOrderedEpoch()))
        .isInstanceOfAny(PushResult.Accepted.class, PushResult.NoDevice.class);
  }

  @Test
  void it_has_a_short_name() {
    assertThat(provider().name()).matches("[a-z]{2,12}");
  }
}
