package vn.tinbao.mobile.platform.desktop;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.tinbao.mobile.platform.Locator;

/** A position that is given from outside, for trying things out: a computer has none. */
final class DesktopLocator implements Locator {
  /** {@code lat,lon} in degrees, for example {@code 21.85,106.76}; without it there is none. */
  static final String PROPERTY = "tinbao.app.position";

  private static final Pattern DEGREES =
      Pattern.compile("(-?\\d{1,2}(?:\\.\\d+)?),(-?\\d{1,3}(?:\\.\\d+)?)");

  private final String given;
  private final Clock clock;

  DesktopLocator(String given, Clock clock) {
    this.given = given;
    this.clock = clock;
  }

  @Override
  public boolean available() {
    return DEGREES.matcher(given).matches();
  }

  @Override
  public void locate(Consumer<Optional<Fix>> then) {
    Matcher degrees = DEGREES.matcher(given);
    then.accept(
        degrees.matches()
            ? Optional.of(
                new Fix(
                    Double.parseDouble(degrees.group(1)),
                    Double.parseDouble(degrees.group(2)),
                    null,
                    clock.instant()))
            : Optional.empty());
  }
}
