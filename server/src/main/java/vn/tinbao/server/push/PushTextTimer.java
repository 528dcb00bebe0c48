package vn.tinbao.server.push;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@link PushTexts} look every five seconds. */
@Singleton
class PushTextTimer {
  private static final Logger LOG = LoggerFactory.getLogger(PushTextTimer.class);

  private final PushTexts texts;

  PushTextTimer(PushTexts texts) {
    this.texts = texts;
  }

  @Scheduled(fixedDelay = "5s", initialDelay = "5s")
  void look() {
    try {
      texts.look();
    } catch (RuntimeException e) {
      LOG.warn("Unanswered pushes are not looked at: {}", e.getClass().getSimpleName());
    }
  }
}
