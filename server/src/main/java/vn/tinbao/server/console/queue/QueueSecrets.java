package vn.tinbao.server.console.queue;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What this package keeps sealed straight under the master key. */
@Factory
final class QueueSecrets {

  @Singleton
  @Named("desk-view-name")
  SealedColumn viewName() {
    return new SealedColumn("master", "tinbao.desk_view", "id", "name", "id", DeskViews.CONTEXT);
  }
}
