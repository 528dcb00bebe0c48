package vn.tinbao.server.attachment;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.tip.ReporterFiles;

/**
 * What the reporter's own list says: the files that the reporter brought, and those that the agency
 * gave, once there is a cleaned copy of them, under neutral names: whoever holds the phone reads
 * them too. Officers' files are never among them.
 */
@Singleton
class FilesOfReporter implements ReporterFiles {
  private final Attachments attachments;
  private final AttachmentRows rows;

  FilesOfReporter(Attachments attachments, AttachmentRows rows) {
    this.attachments = attachments;
    this.rows = rows;
  }

  @Override
  public List<File> of(UUID tipId) {
    return attachments.ofTip(tipId).stream().map(this::file).filter(Objects::nonNull).toList();
  }

  private @Nullable File file(Attachment found) {
    return switch (found.origin()) {
      case REPORTER ->
          new File(found.id(), found.name(), found.length(), found.received(), false, null);
      case AGENCY -> given(found);
      case OFFICER -> null;
    };
  }

  private @Nullable File given(Attachment found) {
    FileKind kind = found.clean();
    return found.state() != Attachment.State.CLEANED || kind == null
        ? null
        : new File(
            found.id(),
            FileNames.neutral(rows.numberOfGiven(found.tipId(), found.id()), kind),
            found.cleanLength(),
            found.cleanLength(),
            true,
            kind.mediaType());
  }
}
