package vn.tinbao.server.attachment.clean;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a file is, by its first bytes and never by its name. */
public enum FileKind {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  GIF("image/gif", "gif"),
  HEIC("image/heic", "heic"),
  PDF("application/pdf", "pdf"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  ZIP("application/zip", "zip"),
  MP4("video/mp4", "mp4"),
  MOV("video/quicktime", "mov"),
  M4A("audio/mp4", "m4a"),
  MP3("audio/mpeg", "mp3"),
  AAC("audio/aac", "aac"),
  OGG("audio/ogg", "ogg"),
  AMR("audio/amr", "amr"),
  WAV("audio/wav", "wav"),
  OTHER("application/octet-stream", "bin");

  /** How many bytes of a file's beginning are enough to tell. */
  public static final int HEAD = 4096;

  private final String mediaType;
  private final String extension;

  FileKind(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Without the dot. */
  public String extension() {
    return extension;
  }

  /** Whether browsers show it as a picture. */
  public boolean picture() {
    return this == JPEG || this == PNG || this == WEBP || this == GIF;
  }

  /** Whether browsers play it. */
  public boolean sound() {
    return this == M4A || this == MP3 || this == AAC || this == OGG || this == WAV;
  }

  /** Whether browsers show it as a film. */
  public boolean film() {
    return this == MP4 || this == MOV;
  }

  /**
   * The kind of a file that begins like this.
   *
   * @param head its first {@link #HEAD} bytes, or all when it is shorter
   */
  public static FileKind of(byte[] head) {
    if (starts(head, 0, 0xff, 0xd8, 0xff)) {
      return JPEG;
    }
    if (starts(head, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
      return PNG;
    }
    if (says(head, 0, "GIF87a") || says(head, 0, "GIF89a")) {
      return GIF;
    }
    if (says(head, 0, "RIFF")) {
      return says(head, 8, "WEBP") ? WEBP : says(head, 8, "WAVE") ? WAV : OTHER;
    }
    if (says(head, 4, "ftyp")) {
      return ofBrand(head);
    }
    if (says(head, 4, "moov") || says(head, 4, "wide") || says(head, 4, "mdat")) {
      return MOV;
    }
    if (says(head, 0, "OggS")) {
      return OGG;
    }
    if (says(head, 0, "#!AMR")) {
      return AMR;
    }
    if (starts(head, 0, 'P', 'K', 3, 4)) {
      String text = new String(head, StandardCharsets.ISO_8859_1);
      return text.contains("word/") ? DOCX : ZIP;
    }
    if (says(head, 0, "ID3") || mpegAudio(head)) {
      return MP3;
    }
    if (head.length > 6 && (head[0] & 0xff) == 0xff && (head[1] & 0xf6) == 0xf0) {
      return AAC;
    }
    // Readers of PDF accept some bytes before the mark.
    String start = new String(head, 0, Math.min(head.length, 1024), StandardCharsets.ISO_8859_1);
    return start.contains("%PDF-") ? PDF : OTHER;
  }

  private static FileKind ofBrand(byte[] head) {
    String brand =
        new String(
            Arrays.copyOfRange(head, 8, Math.max(8, Math.min(12, head.length))),
            StandardCharsets.ISO_8859_1);
    return switch (brand) {
      case "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif", "avis" -> HEIC;
      case "qt  " -> MOV;
      case "M4A ", "M4B " -> M4A;
      case "crx " -> OTHER;
      default -> MP4;
    };
  }

  private static boolean mpegAudio(byte[] head) {
    return head.length > 3
        && (head[0] & 0xff) == 0xff
        && (head[1] & 0xe0) == 0xe0
        && (head[1] & 0x18) != 0x08
        && (head[1] & 0x06) != 0
        && (head[2] & 0xf0) != 0xf0
        && (head[2] & 0x0c) != 0x0c;
  }

  private static boolean says(byte[] head, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= at + wanted.length
        && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static boolean starts(byte[] head, int at, int... wanted) {
    if (head.length < at + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((head[at + i] & 0xff) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
