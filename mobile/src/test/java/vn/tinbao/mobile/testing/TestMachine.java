package vn.tinbao.mobile.testing;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.Recorder;

/** A phone's camera, gallery, microphone and position, as a test says. */
public final class TestMachine implements Capture, Locator, Recorder {
  private Optional<PickedFile> next = Optional.empty();
  private Optional<Fix> fix = Optional.empty();
  private boolean mayRecord;

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
    then.accept(next);
  }

  @Override
  public Optional<Recorder> recorder() {
    return Optional.of(this);
  }

  @Override
  public boolean start() {
    return mayRecord;
  }

  @Override
  public Optional<PickedFile> stop() {
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
