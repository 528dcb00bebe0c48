package vn.tinbao.server.staff;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.KeyTurned;

/** Every key that is replaced leaves its row, in the transaction that says so. */
@Singleton
final class KeysTurnedAudited implements ApplicationEventListener<KeyTurned> {
  private final Audit audit;

  KeysTurnedAudited(Audit audit) {
    this.audit = audit;
  }

  @Override
  public void onApplicationEvent(KeyTurned key) {
    audit.record(null, key.finished() ? "KEY_ROTATED" : "KEY_ROTATION_BEGUN", "KEY", key.name());
  }
}
