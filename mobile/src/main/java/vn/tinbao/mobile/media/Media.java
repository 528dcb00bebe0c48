package vn.tinbao.mobile.media;

import java.io.IOException;
import java.io.OutputStream;

/** The door of this room: what a file is, and a copy of it that does not tell on anybody. */
public final class Media {
  private Media() {}

  /** What the file is, by its content. */
  public static MediaKind kind(Source original) throws IOException {
    int head = (int) Math.min(original.size(), MediaKind.HEAD);
    return MediaKind.of(original.bytes(0, head));
  }

  /**
   * Writes a copy of the same kind with the same picture and sound, bit by bit, and nothing else:
   * no place, time, maker, owner, comment, thumbnail or trailing bytes. Of a photo the direction
   * that is up stays. The original is only read.
   *
   * @throws Uncleanable when this kind, or this file, cannot be cleaned here; what was written so
   *     far is void
   * @throws IOException when reading or writing fails
   */
  public static void clean(Source original, OutputStream copy) throws IOException {
    switch (kind(original)) {
      case JPEG -> Jpeg.clean(original, copy);
      case PNG -> Png.clean(original, copy);
      case MP4, M4A, MOV -> IsoMedia.clean(original, copy);
      case OTHER -> throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "no kind of ours");
    }
  }
}
