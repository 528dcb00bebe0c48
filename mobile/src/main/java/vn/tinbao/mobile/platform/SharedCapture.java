package vn.tinbao.mobile.platform;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One machine for several who take files: each gets what it asked for, and of what was left by a
 * run of the app that died what is its own.
 */
public record SharedCapture(Capture machine, Supplier<List<PickedFile>> own) implements Capture {
  @Override
  public Set<Way> ways() {
    return machine.ways();
  }

  @Override
  public void take(Way way, Consumer<Optional<PickedFile>> then) {
    machine.take(way, then);
  }

  @Override
  public List<PickedFile> leftovers() {
    return own.get();
  }

  @Override
  public Optional<Recorder> recorder() {
    return machine.recorder();
  }
}
