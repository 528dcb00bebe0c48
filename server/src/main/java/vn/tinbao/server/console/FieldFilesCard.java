package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.Attachment;

/** What an officer brought from the field, as the page of the tip shows it below the task. */
public record FieldFilesCard(UUID tipId, List<Brought> files) {

  /**
   * One file.
   *
   * @param takenAt by the clock of the phone; null when it did not say
   */
  public record Brought(Attachment file, @Nullable Instant takenAt) {

    @Override
    public String toString() {
      return "Brought[" + file.id() + "]";
    }
  }

  /** Where the cleaned copy is. */
  public String address(Attachment file) {
    return "/desk/tips/" + tipId + "/attachments/" + file.id();
  }

  @Override
  public String toString() {
    return "FieldFilesCard[" + tipId + "]";
  }
}
