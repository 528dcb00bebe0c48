package vn.tinbao.mobile.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.platform.PhonePush;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.Recorder;

/** A phone's camera, gallery, microphone, position and push, as a test says. */
public final class TestMachine implements Capture, Locator, Recorder {
  private final TestPush push = new TestPush();
  private Optional<PickedFile> next = Optional.empty();
  private Optional<Fix> fix = Optional.empty();
  private final List<PickedFile> leftovers = new ArrayList<>();
  private @Nullable Consumer<Optional<PickedFile>> waiting;
  private boolean searching;
  private @Nullable Consumer<Optional<Fix>> searched;
  private boolean patient;
  private boolean mayRecord;
  private boolean records;
  private boolean deaf;
  private boolean asksFirst;
  private @Nullable Consumer<Boolean> answer;

  /** What the person picks, photographs or records next; a photo taken now is the app's own. */
  public void willGive(Path file, boolean ours) {
    next = Optional.of(new PickedFile(file, ours));
  }

  /** The person turns back instead of choosing. */
  public void willGiveNothing() {
    next = Optional.empty();
  }

  public void isAt(Fix where) {
    fix = Optional.of(where);
  }

  /** The position takes its time, until {@link #isFound}. */
  public void searchesLong() {
    searching = true;
  }

  /** Now it is found, however long ago it was asked for. */
  public void isFound() {
    AppHarness.onScreen(
        () -> {
          java.util.Objects.requireNonNull(searched).accept(fix);
          return null;
        });
  }

  /** The camera stays open until {@link #giveNow}. */
  public void takesItsTime() {
    patient = true;
  }

  /** The person presses the camera's button, perhaps long after it was opened. */
  public void giveNow() {
    AppHarness.onScreen(
        () -> {
          java.util.Objects.requireNonNull(waiting).accept(next);
          return null;
        });
  }

  /** The camera made this file for a run of the app that died before it could fetch it. */
  public void leaves(Path file) {
    leftovers.add(new PickedFile(file, true));
  }

  /** Whether a recording is under way. */
  public boolean records() {
    return records;
  }

  /** A phone on which the app has no microphone and no recordings to choose from. */
  public void isDeaf() {
    deaf = true;
  }

  /** From now on the microphone may be used. */
  public void mayRecord() {
    mayRecord = true;
  }

  /** What wakes this phone. */
  public TestPush push() {
    return push;
  }

  /** What the maker of the phone's system does; nothing until a test says that it can. */
  public static final class TestPush implements PhonePush {
    private final List<Consumer<Address>> asked = new ArrayList<>();
    private final List<Runnable> sleepers = new ArrayList<>();
    private boolean exists;

    /** This phone can be woken. */
    public void comeIntoBeing() {
      exists = true;
    }

    /** The app starts anew: nobody of the process before listens any more. */
    void restart() {
      asked.clear();
      sleepers.clear();
    }

    /** How often the system was asked for an address since the app was started. */
    public int asked() {
      return asked.size();
    }

    /** The system gives this address. */
    public void address(String token) {
      AppHarness.onScreen(
          () -> {
            asked.forEach(one -> one.accept(new Address("fcm", token)));
            return null;
          });
    }

    /** The system wakes the app. */
    public void wake() {
      AppHarness.onScreen(
          () -> {
            sleepers.forEach(Runnable::run);
            return null;
          });
    }

    @Override
    public boolean exists() {
      return exists;
    }

    @Override
    public void onAddress(Consumer<Address> listener) {
      asked.add(listener);
    }

    @Override
    public void onWake(Runnable listener) {
      if (!sleepers.isEmpty()) {
        throw new IllegalArgumentException("the system takes one listener");
      }
      sleepers.add(listener);
    }
  }

  @Override
  public Set<Way> ways() {
    return deaf ? EnumSet.of(Way.PHOTO, Way.FILE) : EnumSet.allOf(Way.class);
  }

  @Override
  public void take(Way way, Consumer<Optional<PickedFile>> then) {
    if (patient) {
      waiting = then;
    } else {
      then.accept(next);
    }
  }

  @Override
  public List<PickedFile> leftovers() {
    List<PickedFile> all = List.copyOf(leftovers);
    leftovers.clear();
    return all;
  }

  @Override
  public Optional<Recorder> recorder() {
    return deaf ? Optional.empty() : Optional.of(this);
  }

  @Override
  public void start(Consumer<Boolean> then) {
    if (asksFirst) {
      answer = then;
    } else {
      records = mayRecord;
      then.accept(mayRecord);
    }
  }

  /** The system asks the person before the microphone is used, until {@link #allow}. */
  public void asksFirst() {
    asksFirst = true;
  }

  /** The person answers the system. */
  public void allow(boolean yes) {
    AppHarness.onScreen(
        () -> {
          records = yes;
          java.util.Objects.requireNonNull(answer).accept(yes);
          return null;
        });
  }

  @Override
  public void stop(Consumer<Optional<PickedFile>> then) {
    records = false;
    then.accept(next);
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public void locate(Consumer<Optional<Fix>> then) {
    if (searching) {
      searched = then;
    } else {
      then.accept(fix);
    }
  }
}
