package vn.tinbao.mobile.capture;

import io.avaje.jsonb.Json;
import java.nio.file.Path;
import vn.tinbao.mobile.store.SealedFiles;
import vn.tinbao.mobile.store.SealedFiles.Slot;

/**
 * What is needed to seal the file of one {@link Pending} into a vault that is locked.
 *
 * @param room how many bytes the file may have
 */
@Json
record Ticket(Pending pending, long room, Slot cleaned, Slot asItIs, Slot note) {

  static Ticket of(SealedFiles files, Pending pending, long room) {
    return new Ticket(
        pending,
        room,
        files.slot(pending.id()),
        files.slot(pending.asItIs()),
        files.slot(pending.note()));
  }

  Envelope envelope(Path vaultDirectory) {
    return Envelope.of(vaultDirectory, this);
  }

  /** Whether the file is whole in the vault. */
  boolean arrived(Path vaultDirectory) {
    return SealedFiles.contains(vaultDirectory, note);
  }

  @Override
  public String toString() {
    return "Ticket[" + pending.id() + "]";
  }
}
