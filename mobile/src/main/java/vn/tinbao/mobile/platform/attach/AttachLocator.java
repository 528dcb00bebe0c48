package vn.tinbao.mobile.platform.attach;

import com.gluonhq.attach.position.Parameters;
import com.gluonhq.attach.position.Position;
import com.gluonhq.attach.position.PositionService;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.value.ChangeListener;
import javafx.util.Duration;
import vn.tinbao.mobile.platform.Locator;

/**
 * The phone's position through Attach, which tells neither how exact it is nor when it was
 * measured: the first new one counts, with the phone's clock.
 */
final class AttachLocator implements Locator {
  private static final Duration PATIENCE = Duration.seconds(30);

  private final Clock clock;

  AttachLocator(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public void locate(Consumer<Optional<Fix>> then) {
    PositionService.create()
        .ifPresentOrElse(
            service -> new Asking(service, then).begin(), () -> then.accept(Optional.empty()));
  }

  /** One question; the receiver runs until it is answered and not longer. */
  private final class Asking {
    private final PositionService service;
    private final Consumer<Optional<Fix>> then;
    private final PauseTransition waiting = new PauseTransition(PATIENCE);
    private final ChangeListener<Position> listener = (position, before, now) -> found(now);
    private boolean answered;

    Asking(PositionService service, Consumer<Optional<Fix>> then) {
      this.service = service;
      this.then = then;
    }

    void begin() {
      waiting.setOnFinished(event -> answer(Optional.empty()));
      service.positionProperty().addListener(listener);
      waiting.play();
      // False: never in the background.
      service.start(new Parameters(Parameters.Accuracy.HIGH, false));
    }

    private void found(Position where) {
      if (where != null) {
        answer(
            Optional.of(new Fix(where.getLatitude(), where.getLongitude(), null, clock.instant())));
      }
    }

    private void answer(Optional<Fix> fix) {
      if (!answered) {
        answered = true;
        waiting.stop();
        service.positionProperty().removeListener(listener);
        service.stop();
        then.accept(fix);
      }
    }
  }
}
