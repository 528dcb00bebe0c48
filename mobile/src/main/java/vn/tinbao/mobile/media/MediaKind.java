package vn.tinbao.mobile.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a file is, by its first bytes and never by its name. */
public enum MediaKind {
  JPEG(true, "jpg"),
  PNG(true, "png"),
  /** MP4 and QuickTime films, M4A recordings: one family of containers. */
  MP4(true, "mp4"),
  M4A(true, "m4a"),
  MOV(true, "mov"),
  /** Anything else: it goes as it is, sealed, and the server cleans it as far as it can. */
  OTHER(false, "bin");

  /** How many bytes of a file's beginning are enough to tell. */
  static final int HEAD = 12;

  private final boolean cleanable;
  private final String extension;

  MediaKind(boolean cleanable, String extension) {
    this.cleanable = cleanable;
    this.extension = extension;
  }

  /** Whether this phone can clean it. */
  public boolean cleanable() {
    return cleanable;
  }

  /** Without the dot. */
  public String extension() {
    return extension;
  }

  public boolean picture() {
    return this == JPEG || this == PNG;
  }

  static MediaKind of(byte[] head) {
    if (starts(head, 0, 0xff, 0xd8, 0xff)) {
      return JPEG;
    }
    if (starts(head, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
      return PNG;
    }
    if (starts(head, 4, 'f', 't', 'y', 'p') && head.length >= HEAD) {
      return ofBrand(new String(head, 8, 4, StandardCharsets.ISO_8859_1));
    }
    boolean oldQuickTime =
        starts(head, 4, 'm', 'o', 'o', 'v')
            || starts(head, 4, 'w', 'i', 'd', 'e')
            || starts(head, 4, 'm', 'd', 'a', 't');
    return oldQuickTime ? MOV : OTHER;
  }

  /** Still pictures of the same container (HEIC, AVIF, Canon's raw) are none of ours. */
  private static MediaKind ofBrand(String brand) {
    return switch (brand) {
      case "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif", "avis", "crx " -> OTHER;
      case "qt  " -> MOV;
      case "M4A ", "M4B " -> M4A;
      default -> MP4;
    };
  }

  private static boolean starts(byte[] head, int at, int... wanted) {
    byte[] bytes = new byte[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      bytes[i] = (byte) wanted[i];
    }
    return head.length >= at + bytes.length
        && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
  }
}
