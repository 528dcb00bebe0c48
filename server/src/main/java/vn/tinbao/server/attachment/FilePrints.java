package vn.tinbao.server.attachment;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.vault.TipKey;

/** What tells two files apart, for the house itself. */
@Singleton
public class FilePrints {
  private final AttachmentRows rows;

  FilePrints(AttachmentRows rows) {
    this.rows = rows;
  }

  /**
   * SHA-256 of the original of every complete file that its reporter brought to a tip. They say
   * which file it is to whoever has the file too: to be stored as keyed hashes only.
   */
  public List<byte[]> of(UUID tipId, TipKey key) {
    return rows.ofTip(tipId).stream()
        .filter(row -> row.bringer().origin() == Origin.REPORTER)
        .filter(row -> row.state() != Attachment.State.ARRIVING)
        .map(row -> key.openBytes(row.digest(), Attachments.DIGEST, row.id()))
        .toList();
  }
}
