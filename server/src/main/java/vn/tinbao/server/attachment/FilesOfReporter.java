package vn.tinbao.server.attachment;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.tip.ReporterFiles;

/** Names and sizes for the reporter's own list; never the content. */
@Singleton
class FilesOfReporter implements ReporterFiles {
  private final Attachments attachments;

  FilesOfReporter(Attachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public List<File> of(UUID tipId) {
    return attachments.ofTip(tipId).stream()
        .map(found -> new File(found.id(), found.name(), found.length(), found.received()))
        .toList();
  }
}
