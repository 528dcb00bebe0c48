package vn.tinbao.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link PushProvider} must do; one subclass a provider. */
public abstract class PushProviderContract {

  /** The provider under test. */
  protected abstract PushProvider provider();

  /** Makes a device of this person known to the far side. */
  protected abstract PushTarget connect(UUID staffId);

  /** What reached that person's devices, as {@code topic:ref:id}. */
  protected abstract List<String> received(UUID staffId);

  @Test
  void a_push_reaches_the_device_with_topic_and_reference_and_nothing_else() {
    UUID staff = id();
    PushNote note = note();
    assertThat(provider().send(note, connect(staff))).isInstanceOf(PushResult.Accepted.class);
    await().until(() -> !received(staff).isEmpty());
    assertThat(received(staff)).containsOnly("assignment:" + note.ref() + ":" + note.id());
  }

  @Test
  void the_same_push_twice_is_no_error() {
    PushTarget target = connect(id());
    PushNote note = note();
    for (int i = 0; i < 2; i++) {
      assertThat(provider().send(note, target)).isInstanceOf(PushResult.Accepted.class);
    }
  }

  @Test
  void a_push_reaches_nobody_else() {
    UUID staff = id();
    UUID other = id();
    PushTarget target = connect(staff);
    var unused = connect(other);
    var sent = provider().send(note(), target);
    assertThat(sent).isInstanceOf(PushResult.Accepted.class);
    await().until(() -> !received(staff).isEmpty());
    assertThat(received(other)).isEmpty();
  }

  @Test
  void a_person_without_a_device_is_no_error() {
    assertThat(provider().send(note(), new PushTarget(id(), null)))
        .isInstanceOfAny(PushResult.Accepted.class, PushResult.Unregistered.class);
  }

  @Test
  void it_has_a_short_name() {
    assertThat(provider().name()).matches("[a-z]{2,12}");
  }

  protected static PushNote note() {
    return new PushNote(id(), "assignment", id());
  }

  protected static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
