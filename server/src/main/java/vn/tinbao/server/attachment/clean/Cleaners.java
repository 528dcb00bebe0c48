package vn.tinbao.server.attachment.clean;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Which cleaner is for which kind. */
public final class Cleaners {
  private Cleaners() {}

  /** What the original is, as far as its beginning and, for archives, its inside tell. */
  public static FileKind kind(Source original) throws IOException {
    FileKind kind = FileKind.of(original.bytes(0, (int) Math.min(original.size(), FileKind.HEAD)));
    if (kind == FileKind.ZIP || kind == FileKind.DOCX) {
      return Docx.isOne(original) ? FileKind.DOCX : FileKind.ZIP;
    }
    return kind;
  }

  /**
   * Writes the cleaned copy, of the same kind as the original.
   *
   * @throws Uncleanable when there is none to be had; what was written so far is void
   */
  public static void clean(FileKind kind, Source original, OutputStream copy) throws IOException {
    cleaner(kind).clean(original, copy);
  }

  private static Cleaner cleaner(FileKind kind) throws Uncleanable {
    return switch (kind) {
      case JPEG -> new Jpeg();
      case PNG -> new Png();
      case WEBP -> Pictures::webp;
      case GIF -> Pictures::gif;
      case PDF -> new Pdf();
      case DOCX -> new Docx();
      case MP4, MOV, M4A -> new IsoMedia();
      case MP3 -> Sound::mp3;
      case AAC -> Sound::aac;
      case AMR -> Sound::amr;
      case WAV -> Sound::wav;
      case OGG -> new Ogg();
      case HEIC, ZIP, OTHER -> throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, kind.name());
    };
  }

  /** A small JPEG for lists, at most 240 pixels wide and high; null when there is none. */
  public static byte @Nullable [] thumbnail(FileKind kind, Source original) {
    return Thumbnails.make(kind, original);
  }
}
