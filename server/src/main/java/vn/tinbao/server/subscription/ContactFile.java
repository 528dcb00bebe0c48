package vn.tinbao.server.subscription;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * A file of numbers as it was read: CSV or plain lines in UTF-8, the number in the first column.
 * Pure; holds digits, so it lives for one request only.
 *
 * @param numbers each once, in the order of the file
 * @param duplicates lines whose number was there already
 * @param invalid lines that hold no number, from 1; a first line without digits is a header and
 *     none of these
 */
record ContactFile(Set<PhoneNumber> numbers, int duplicates, List<Integer> invalid) {
  /** A file of a million numbers has some 13 MB. */
  static final int MOST_BYTES = 32 << 20;

  /**
   * Reads it.
   *
   * @throws ContactListException when it is no such file
   */
  static ContactFile read(byte[] file) {
    if (file.length > MOST_BYTES) {
      throw new ContactListException(ContactListException.Why.TOO_LARGE);
    }
    Set<PhoneNumber> numbers = new LinkedHashSet<>();
    List<Integer> invalid = new ArrayList<>();
    int duplicates = 0;
    int line = 0;
    for (String text : decode(file).split("\\R", -1)) {
      line++;
      String first = firstColumn(text);
      if (first.isEmpty() || line == 1 && first.chars().noneMatch(Character::isDigit)) {
        continue;
      }
      PhoneNumber number = PhoneNumber.parse(first).orElse(null);
      if (number == null) {
        invalid.add(line);
      } else if (!numbers.add(number)) {
        duplicates++;
      }
    }
    if (numbers.isEmpty() && invalid.isEmpty()) {
      throw new ContactListException(ContactListException.Why.EMPTY);
    }
    return new ContactFile(numbers, duplicates, List.copyOf(invalid));
  }

  private static String firstColumn(String line) {
    return line.split("[,;\t]", 2)[0].replace("\"", "").strip();
  }

  private static String decode(byte[] file) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ContactListException(ContactListException.Why.NOT_TEXT, e);
    }
  }

  /** How many numbers, and none of them. */
  @Override
  public String toString() {
    return "ContactFile[" + numbers.size() + "]";
  }
}
