package vn.tinbao.server.attachment;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import vn.tinbao.server.attachment.clean.FileKind;

/** Names of files that strangers chose. */
public final class FileNames {
  /** Longest name kept, in characters. */
  static final int MOST_CHARACTERS = 120;

  private static final String NAMELESS = "tep";

  private FileNames() {}

  /**
   * The name without folders, control signs (line breaks too), signs that turn the direction of
   * writing or cannot be seen, and no longer than 120 characters; the end with the extension stays.
   */
  public static String tame(String given) {
    String name = Normalizer.normalize(given, Normalizer.Form.NFC);
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    name.codePoints().filter(FileNames::harmless).forEach(kept::appendCodePoint);
    String tamed = kept.toString().strip();
    while (tamed.startsWith(".")) {
      tamed = tamed.substring(1).strip();
    }
    if (tamed.length() > MOST_CHARACTERS) {
      int dot = tamed.lastIndexOf('.');
      String end = dot >= 0 && tamed.length() - dot <= 10 ? tamed.substring(dot) : "";
      int cut = MOST_CHARACTERS - end.length();
      tamed =
          tamed.substring(0, Character.isHighSurrogate(tamed.charAt(cut - 1)) ? cut - 1 : cut)
              + end;
    }
    return tamed.isEmpty() ? NAMELESS : tamed;
  }

  private static boolean harmless(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> "\"<>:|?*;%".indexOf(sign) < 0;
    };
  }

  /** The name with the extension of what the file really is. */
  static String withExtension(String name, FileKind kind) {
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name) + "." + kind.extension();
  }

  /**
   * The name under which a file of the agency reaches the reporter's phone, and anybody who looks
   * at its downloads: {@code tep-nhan-2.pdf}. What the agency calls the file stays at the desk.
   *
   * @param number 1 for the first file that the reporter was given
   */
  static String neutral(int number, FileKind kind) {
    return NAMELESS + "-nhan-" + number + "." + kind.extension();
  }

  /** {@code Content-Disposition} for any name (RFC 6266, RFC 8187). */
  public static String disposition(boolean inline, String name) {
    StringBuilder plain = new StringBuilder();
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean letter =
          (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '.';
      plain.append(letter ? (char) b : '_');
      encoded.append(letter ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
    }
    return "%s; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(inline ? "inline" : "attachment", plain, encoded);
  }
}
