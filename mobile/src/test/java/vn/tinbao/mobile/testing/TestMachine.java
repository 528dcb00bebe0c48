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
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.Recorder;

/** A phone's camera, gallery, microphone and position, as a test says. */
public final class TestMachine implements Capture, Locator, Recorder {
  private Optional<PickedFile> next = Optional.empty();
  private Optional<Fix> fix = Optional.empty();
  private final List<PickedFile> leftovers = new ArrayList<>();
  private @Nullable Consumer<Optional<PickedFile>> waiting;
  private boolean patient;
  private boolean mayRecord;
  private boolean records;

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

  /** From now on the microphone may be used. */
  public void mayRecord() {
    mayRecord = true;
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.allOf(Way.class);
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
    return Optional.of(this);
  }

  @Override
  public boolean start() {
    records = mayRecord;
    return mayRecord;
  }

  @Override
  public Optional<PickedFile> stop() {
    records = false;
    return next;
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public void locate(Consumer<Optional<Fix>> then) {
    then.accept(fix);
  }
}
