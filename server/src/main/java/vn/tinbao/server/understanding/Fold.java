package vn.tinbao.server.understanding;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Brings Vietnamese text to the form in which it is compared: compatibility decomposition, small
 * letters, {@code đ} as {@code d}, no marks, one blank for everything that is neither letter nor
 * digit.
 *
 * <p>The way back is kept: every folded character knows the characters of the original it came
 * from, and which marks it lost, so that {@code bán} and {@code bạn} can still be told apart.
 * Folding a folded text changes nothing. Any sequence of Java characters is accepted, lone
 * surrogates too.
 */
public final class Fold {
  /** Quality of a Vietnamese letter: ă, â/ê/ô, ơ/ư, đ. Zero is the plain letter. */
  static final int BREVE = 1;

  static final int CIRCUMFLEX = 2;
  static final int HORN = 3;
  static final int STROKE = 4;

  private static final int BLANK = 0;
  private static final int LETTER = 1;
  private static final int MARK = 2;
  private static final int IGNORED = 3;
  private static final int SLOW = 4;

  /** Everything below is looked up: Latin with all its marks ends at U+1EFF. */
  private static final int TABLE_SIZE = 0x1F00;

  /** kind | letter &lt;&lt; 8 | quality &lt;&lt; 24 | tone &lt;&lt; 28, by code point. */
  private static final int[] TABLE = table();

  private final String original;
  private char[] chars;
  private int[] starts;

  /** Where each ends in the original; empty as long as all are one character of it each. */
  private int[] ends = {};

  private byte[] marks;
  private int length;
  private boolean blankPending;

  private Fold(String original) {
    this.original = original;
    int capacity = original.length() + 8;
    this.chars = new char[capacity];
    this.starts = new int[capacity];
    this.marks = new byte[capacity];
    read();
  }

  /** Folds with the way back; null is not allowed. */
  static Fold of(String text) {
    return new Fold(text);
  }

  /** The folded text alone, without blanks at its ends. */
  public static String text(String text) {
    return of(text).toString();
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }

  String original() {
    return original;
  }

  int length() {
    return length;
  }

  char[] chars() {
    return chars;
  }

  /** Where in the original the folded character begins. */
  int start(int at) {
    return starts[at];
  }

  /** Where in the original the folded character ends, its combining marks included. */
  int end(int at) {
    return ends.length == 0 ? endOfOne(at) : ends[at];
  }

  /** A blank has no place of its own. */
  private int endOfOne(int at) {
    return starts[at] + (chars[at] == ' ' ? 0 : 1);
  }

  private void setEnd(int at, int end) {
    if (ends.length == 0) {
      if (end == endOfOne(at)) {
        return;
      }
      ends = new int[chars.length];
      for (int before = 0; before < at; before++) {
        ends[before] = endOfOne(before);
      }
    }
    ends[at] = end;
  }

  int quality(int at) {
    return marks[at] & 7;
  }

  /** 0 none, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng. */
  int tone(int at) {
    return marks[at] >> 3;
  }

  private void read() {
    int at = 0;
    int size = original.length();
    while (at < size) {
      int codePoint = original.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (codePoint < TABLE_SIZE) {
        put(TABLE[codePoint], codePoint, at, next);
      } else {
        slow(codePoint, at, next);
      }
      at = next;
    }
  }

  private void put(int entry, int codePoint, int from, int to) {
    switch (entry & 0xff) {
      case LETTER -> letter((entry >> 8) & 0xffff, entry >> 24 & 0xf, entry >> 28 & 0xf, from, to);
      case MARK -> mark(entry >> 24 & 0xf, entry >> 28 & 0xf, to);
      case IGNORED -> {}
      case SLOW -> slow(codePoint, from, to);
      default -> blankPending = true;
    }
  }

  private void slow(int codePoint, int from, int to) {
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      blankPending = true;
      return;
    }
    String parts = decomposed(codePoint);
    for (int i = 0; i < parts.length(); ) {
      int part = parts.codePointAt(i);
      i += Character.charCount(part);
      if (part < TABLE_SIZE && (TABLE[part] & 0xff) != SLOW) {
        put(TABLE[part], part, from, to);
      } else {
        simple(part, from, to);
      }
    }
  }

  private void simple(int part, int from, int to) {
    switch (kindOf(part)) {
      case LETTER -> letter(part, 0, 0, from, to);
      case MARK, IGNORED -> {}
      default -> blankPending = true;
    }
  }

  private void letter(int codePoint, int quality, int tone, int from, int to) {
    if (blankPending && length > 0) {
      append(' ', 0, from, from);
    }
    blankPending = false;
    int packed = quality | tone << 3;
    if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      append((char) codePoint, packed, from, to);
    } else {
      append(Character.highSurrogate(codePoint), packed, from, to);
      append(Character.lowSurrogate(codePoint), packed, from, to);
    }
  }

  private void mark(int quality, int tone, int to) {
    if (length == 0 || blankPending) {
      return;
    }
    int last = length - 1;
    int newQuality = quality == 0 ? marks[last] & 7 : quality;
    int newTone = tone == 0 ? marks[last] >> 3 : tone;
    marks[last] = (byte) (newQuality | newTone << 3);
    setEnd(last, Math.max(end(last), to));
  }

  private void append(char c, int packedMarks, int from, int to) {
    if (length == chars.length) {
      int capacity = chars.length * 2;
      chars = Arrays.copyOf(chars, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = ends.length == 0 ? ends : Arrays.copyOf(ends, capacity);
      marks = Arrays.copyOf(marks, capacity);
    }
    chars[length] = c;
    starts[length] = from;
    setEnd(length, to);
    marks[length] = (byte) packedMarks;
    length++;
  }

  private static int[] table() {
    int[] table = new int[TABLE_SIZE];
    for (int codePoint = 0; codePoint < TABLE_SIZE; codePoint++) {
      table[codePoint] = entry(codePoint);
    }
    return table;
  }

  private static int entry(int codePoint) {
    String parts = decomposed(codePoint);
    int first = parts.codePointAt(0);
    int kind = kindOf(first);
    if (kind != LETTER) {
      int single = Character.charCount(first);
      return parts.length() == single
          ? kind | qualityOf(first) << 24 | toneOf(first) << 28
          : everyPartIsBlank(parts) ? BLANK : SLOW;
    }
    int quality = strokeOf(codePoint, first);
    int tone = 0;
    for (int i = Character.charCount(first); i < parts.length(); ) {
      int part = parts.codePointAt(i);
      i += Character.charCount(part);
      if (kindOf(part) != MARK) {
        return SLOW;
      }
      quality = Math.max(quality, qualityOf(part));
      tone = Math.max(tone, toneOf(part));
    }
    return LETTER | plain(first) << 8 | quality << 24 | tone << 28;
  }

  private static boolean everyPartIsBlank(String parts) {
    return parts.codePoints().allMatch(part -> kindOf(part) == BLANK);
  }

  /** Compatibility decomposition in small letters; done again, it changes nothing. */
  private static String decomposed(int codePoint) {
    String before = Character.toString(codePoint);
    for (int round = 0; round < 4; round++) {
      String after =
          Normalizer.normalize(lower(before), Normalizer.Form.NFKD)
              .codePoints()
              .map(Fold::plain)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  private static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The letters that no decomposition opens; ð is often typed where đ is meant. */
  private static int plain(int codePoint) {
    return switch (codePoint) {
      case 'đ', 'ð', 'ɖ' -> 'd';
      // Letters of other alphabets that look like ours, and small capitals: a trick against
      // filters.
      case 'а', 'α', 'ᴀ', 'ɑ' -> 'a';
      case 'в', 'ʙ' -> 'b';
      case 'с', 'ϲ', 'ᴄ' -> 'c';
      case 'ԁ', 'ᴅ' -> 'd';
      case 'е', 'ε', 'ᴇ' -> 'e';
      case 'ɡ', 'ɢ' -> 'g';
      case 'һ', 'ʜ', 'н' -> 'h';
      case 'і', 'ι', 'ı', 'ɪ' -> 'i';
      case 'ј' -> 'j';
      case 'к', 'κ', 'ᴋ' -> 'k';
      case 'ʟ' -> 'l';
      case 'м', 'ᴍ' -> 'm';
      case 'п', 'η', 'ɴ' -> 'n';
      case 'о', 'ο', 'ᴏ', 'օ' -> 'o';
      case 'р', 'ρ', 'ᴘ' -> 'p';
      case 'ѕ', 'ꜱ' -> 's';
      case 'т', 'τ', 'ᴛ' -> 't';
      case 'υ', 'ᴜ', 'ս' -> 'u';
      case 'ν', 'ᴠ', 'ѵ' -> 'v';
      case 'х', 'χ' -> 'x';
      case 'у', 'γ', 'ʏ' -> 'y';
      default -> codePoint;
    };
  }

  private static int strokeOf(int codePoint, int folded) {
    return folded == 'd' && codePoint > 0x7f && plain(Character.toLowerCase(codePoint)) == 'd'
        ? STROKE
        : 0;
  }

  private static int kindOf(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> MARK;
      case Character.FORMAT -> IGNORED;
      default -> Character.isLetterOrDigit(codePoint) ? LETTER : BLANK;
    };
  }

  private static int qualityOf(int mark) {
    return switch (mark) {
      case 0x306 -> BREVE;
      case 0x302 -> CIRCUMFLEX;
      case 0x31B -> HORN;
      default -> 0;
    };
  }

  private static int toneOf(int mark) {
    return switch (mark) {
      case 0x301 -> 1;
      case 0x300 -> 2;
      case 0x309 -> 3;
      case 0x303 -> 4;
      case 0x323 -> 5;
      default -> 0;
    };
  }
}
