package vn.tinbao.mobile.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One listener for the system, many and changing ones in the app. */
class SharedPushTest {
  private final List<Consumer<PhonePush.Address>> asked = new ArrayList<>();
  private final List<Runnable> sleepers = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final SharedPush push =
      new SharedPush(
          new PhonePush() {
            @Override
            public boolean exists() {
              return true;
            }

            @Override
            public void onAddress(Consumer<Address> listener) {
              asked.add(listener);
            }

            @Override
            public void onWake(Runnable listener) {
              sleepers.add(listener);
            }
          });

  @Test
  void the_system_is_asked_once_however_often_the_app_locks_and_opens() {
    Runnable end = push.onWake(() -> heard.add("before the lock"));
    push.onAddress(address -> heard.add("first " + address.token()));
    assertThat(asked).hasSize(1);
    asked.get(0).accept(new PhonePush.Address("fcm", "a"));
    end.run();
    end.run();
    push.onWake(() -> heard.add("after it"));
    push.onAddress(address -> heard.add("second " + address.token()));
    sleepers.get(0).run();
    asked.get(0).accept(new PhonePush.Address("fcm", "b"));
    assertThat(asked).hasSize(1);
    assertThat(sleepers).hasSize(1);
    assertThat(heard).containsExactly("first a", "second a", "after it", "first b", "second b");
  }

  @Test
  void who_ended_hears_no_more_even_while_others_are_told() {
    List<Runnable> ends = new ArrayList<>();
    ends.add(push.onAddress(address -> ends.get(0).run()));
    push.onAddress(address -> heard.add(address.token()));
    asked.get(0).accept(new PhonePush.Address("fcm", "a"));
    asked.get(0).accept(new PhonePush.Address("fcm", "b"));
    assertThat(heard).containsExactly("a", "b");
    assertThat(new SharedPush(PhonePush.NONE).exists()).isFalse();
  }
}
