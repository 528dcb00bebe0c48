package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;
import vn.tinbao.server.attachment.Attachment;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.web.Ui;

/**
 * What the page of a tip shows of its attachments.
 *
 * @param mayOpenOriginals whether the viewer may take out evidence
 */
public record AttachmentsCard(UUID tipId, List<Attachment> files, boolean mayOpenOriginals) {

  /** Where the cleaned copy is. */
  public String address(Attachment file) {
    return "/desk/tips/" + tipId + "/attachments/" + file.id();
  }

  /** What is said of it: key of the sentence. */
  public static String say(Attachment file) {
    return switch (file.state()) {
      case ARRIVING -> "attachment.state.arriving";
      case WAITING -> "attachment.state.waiting";
      case CLEANED -> "attachment.state.cleaned";
      case INFECTED -> "attachment.state.infected";
      case KEPT -> "attachment.kept." + file.problem();
    };
  }

  /** {@code picture}, {@code film}, {@code sound} or {@code paper}: also the class of its sign. */
  public static String sort(FileKind kind) {
    if (kind.picture() || kind == FileKind.HEIC) {
      return "picture";
    }
    if (kind.film()) {
      return "film";
    }
    return kind.sound() || kind == FileKind.AMR ? "sound" : "paper";
  }

  /** {@code 340 KB}, {@code 12,4 MB}. */
  public static String size(Ui ui, long bytes) {
    long kilobytes = (bytes + 1023) / 1024;
    return kilobytes < 1024
        ? ui.t("attachment.kilobytes", kilobytes)
        : ui.t("attachment.megabytes", Math.round(kilobytes / 102.4) / 10.0);
  }

  @Override
  public String toString() {
    return "AttachmentsCard[" + tipId + "]";
  }
}
