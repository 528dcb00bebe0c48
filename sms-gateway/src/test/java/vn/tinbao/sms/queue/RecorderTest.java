package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.provider.SendResult;

class RecorderTest {
  private final List<UUID> written = new ArrayList<>();
  private final Outcome bad = outcome();
  private int away;
  private int pauses;
  private final Recorder recorder =
      new Recorder(
          some -> {
            if (away > 0) {
              away--;
              throw new IllegalStateException("database away");
            }
            if (some.contains(bad)) {
              throw new IllegalArgumentException("cannot be written");
            }
            some.forEach(one -> written.add(one.id()));
          },
          () -> {},
          pause -> {
            if (++pauses > 50) {
              throw new AssertionError("It never ends");
            }
          });

  @Test
  void one_that_cannot_be_written_does_not_hold_up_the_others() throws Exception {
    List<Outcome> good = List.of(outcome(), outcome(), outcome());
    recorder.outcomes().add(good.get(0));
    recorder.outcomes().add(bad);
    recorder.outcomes().addAll(good.subList(1, 3));
    assertThat(recorder.recordSome(Duration.ofSeconds(1))).isEqualTo(4);
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(good.stream().map(Outcome::id).toList());
  }

  @Test
  void it_is_not_given_up_while_nothing_can_be_written() throws Exception {
    away = 30;
    Outcome good = outcome();
    recorder.outcomes().add(good);
    recorder.outcomes().add(outcome());
    assertThat(recorder.recordSome(Duration.ofSeconds(1))).isEqualTo(2);
    assertThat(written).hasSize(2).contains(good.id());
  }

  private static Outcome outcome() {
    return new Outcome(UUID.randomUUID(), 1, new SendResult.Accepted("p"));
  }
}
