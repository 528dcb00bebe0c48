package vn.tinbao.server.assignment;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every five seconds for offers whose time is up; any node may, rows decide. */
@Singleton
class OfferExpiry {
  private static final Logger LOG = LoggerFactory.getLogger(OfferExpiry.class);

  private final Assignments assignments;

  OfferExpiry(Assignments assignments) {
    this.assignments = assignments;
  }

  @Scheduled(fixedDelay = "5s", initialDelay = "5s")
  void expire() {
    try {
      int ended = assignments.expire();
      if (ended > 0) {
        LOG.info("{} offers were not answered in time and are back at the desk", ended);
      }
    } catch (RuntimeException e) {
      LOG.warn("Offers are not checked: {}", e.getClass().getSimpleName());
    }
  }
}
