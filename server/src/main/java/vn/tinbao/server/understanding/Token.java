package vn.tinbao.server.understanding;

/** Letters with their marks, to be changed while a spelling is tried. */
final class Token {
  /** Longer ones are no words and are left as they are. */
  static final int LONGEST = 32;

  private final char[] letters = new char[LONGEST];
  private final byte[] qualities = new byte[LONGEST];
  private final byte[] tones = new byte[LONGEST];
  private int length;

  /** Takes the characters of a folded text; false when there are too many of them. */
  boolean take(Fold fold, int from, int to) {
    length = 0;
    if (to - from > LONGEST) {
      return false;
    }
    for (int at = from; at < to; at++) {
      add(fold.chars()[at], fold.quality(at), fold.tone(at));
    }
    return true;
  }

  void take(Token other) {
    length = 0;
    for (int at = 0; at < other.length; at++) {
      add(other, at);
    }
  }

  void add(char letter, int quality, int tone) {
    letters[length] = letter;
    qualities[length] = (byte) quality;
    tones[length] = (byte) tone;
    length++;
  }

  void add(Token other, int at) {
    add(other.letters[at], other.qualities[at], other.tones[at]);
  }

  int length() {
    return length;
  }

  char letter(int at) {
    return letters[at];
  }

  void letter(int at, char letter) {
    letters[at] = letter;
  }

  char[] letters() {
    return letters;
  }

  int quality(int at) {
    return qualities[at];
  }

  void quality(int at, int quality) {
    qualities[at] = (byte) quality;
  }

  int tone(int at) {
    return tones[at];
  }

  void tone(int at, int tone) {
    tones[at] = (byte) tone;
  }

  void remove(int at) {
    int rest = length - at - 1;
    System.arraycopy(letters, at + 1, letters, at, rest);
    System.arraycopy(qualities, at + 1, qualities, at, rest);
    System.arraycopy(tones, at + 1, tones, at, rest);
    length--;
  }

  void insert(int at, char letter) {
    int rest = length - at;
    System.arraycopy(letters, at, letters, at + 1, rest);
    System.arraycopy(qualities, at, qualities, at + 1, rest);
    System.arraycopy(tones, at, tones, at + 1, rest);
    letters[at] = letter;
    qualities[at] = 0;
    tones[at] = 0;
    length++;
  }

  void swap(int at) {
    char letter = letters[at];
    letters[at] = letters[at + 1];
    letters[at + 1] = letter;
    byte quality = qualities[at];
    qualities[at] = qualities[at + 1];
    qualities[at + 1] = quality;
    byte tone = tones[at];
    tones[at] = tones[at + 1];
    tones[at + 1] = tone;
  }

  boolean isSyllable() {
    return Syllable.isWellFormed(letters, 0, length);
  }

  int id(Vocabulary vocabulary) {
    return vocabulary.id(letters, 0, length);
  }

  long accents() {
    return Accents.of(qualities, tones, 0, length);
  }

  long accents(int from, int to) {
    return Accents.of(qualities, tones, from, to);
  }

  /** How many letters between the two places have a tone. */
  int tonesBetween(int from, int to) {
    int count = 0;
    for (int at = from; at < to; at++) {
      count += tones[at] == 0 ? 0 : 1;
    }
    return count;
  }

  @Override
  public String toString() {
    return new String(letters, 0, length);
  }
}
