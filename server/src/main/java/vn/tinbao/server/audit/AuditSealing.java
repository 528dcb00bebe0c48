package vn.tinbao.server.audit;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals at start and every two seconds, until nothing waits; any node may. */
@Singleton
class AuditSealing {
  private static final Logger LOG = LoggerFactory.getLogger(AuditSealing.class);

  private final AuditSealer sealer;

  AuditSealing(AuditSealer sealer) {
    this.sealer = sealer;
  }

  @Scheduled(fixedDelay = "${tinbao.audit.seal-every:2s}", initialDelay = "200ms")
  void sealAll() {
    try {
      AuditSealer.Sealed sealed;
      do {
        sealed = sealer.seal();
        if (sealed.anchor() != null) {
          // Whoever keeps the log apart can prove later that the chain was not cut off before this.
          LOG.info("Audit anchor {}", sealed.anchor());
        }
      } while (sealed.rows() > 0 && !Thread.currentThread().isInterrupted());
    } catch (RuntimeException e) {
      LOG.warn("Audit rows wait for their seal: {}", e.getClass().getSimpleName());
    }
  }
}
