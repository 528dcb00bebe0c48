package vn.tinbao.server.duty;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What this room keeps sealed straight under the master key: notes belong to no single tip. */
@Factory
final class DutySecrets {

  @Singleton
  @Named("handover-note")
  SealedColumn note() {
    return new SealedColumn(
        "master", "tinbao.duty_handover", "id", "note", "id", Handovers.CONTEXT);
  }
}
