package vn.tinbao.server.attachment;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.TipKey;

/**
 * What the agency gives to the reporter: cleaned copies only, so that no file tells which officer
 * made it, where and on which machine. Callers have found the tip by its receipt code.
 */
@Singleton
public class FilesForReporter {
  private final AttachmentRows rows;
  private final Chunks chunks;
  private final TipDesk tips;

  FilesForReporter(AttachmentRows rows, Chunks chunks, TipDesk tips) {
    this.rows = rows;
    this.chunks = chunks;
    this.tips = tips;
  }

  /**
   * A file that the agency gave; empty for every other id: the reporter's own files and those of
   * officers are not given out.
   */
  @Transactional
  public Optional<AttachmentDesk.Opened> open(UUID tipId, UUID id) {
    return rows.byId(id)
        .filter(row -> row.tipId().equals(tipId))
        .filter(row -> row.bringer().origin() == Origin.AGENCY)
        .filter(row -> row.state() == Attachment.State.CLEANED)
        .flatMap(
            row -> {
              FileKind kind = row.cleanKind();
              if (kind == null) {
                return Optional.empty();
              }
              TipKey key = tips.key(tipId);
              return Optional.of(
                  new AttachmentDesk.Opened(
                      FileNames.neutral(rows.numberOfGiven(tipId, id), kind),
                      kind,
                      row.cleanLength(),
                      chunks.stream(key, id, Part.CLEANED, row.cleanLength())));
            });
  }
}
