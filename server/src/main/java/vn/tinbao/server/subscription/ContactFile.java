package vn.tinbao.server.subscription;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vn.tinbao.server.sheets.SheetException;
import vn.tinbao.server.sheets.SheetFile;
import vn.tinbao.server.subscription.ContactListException.Why;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.text.Unaccented;

/**
 * The numbers of a file, see {@link SheetFile}. They stand in the column whose heading says so
 * ({@code Số điện thoại}, {@code SĐT}, {@code phone} …), else in the one that has the most of them.
 * Pure; holds digits, so it lives for one request only.
 *
 * @param numbers each once, in the order of the file
 * @param duplicates lines whose number was there already
 * @param invalid lines that hold no number, from 1; empty lines and headings are none of these
 */
record ContactFile(Set<PhoneNumber> numbers, int duplicates, List<Integer> invalid) {
  /**
   * A file of a million numbers has some 13 MB; a spreadsheet some 200,000 rows, which POI has in
   * memory.
   */
  static final SheetFile.Limits LIMITS =
      new SheetFile.Limits(32 << 20, 64L << 20, Integer.MAX_VALUE, 300_000, 100, 200);

  /** Titles may stand above the heading. */
  private static final int LOOKED_AT = 20;

  private static final Set<String> HEADINGS =
      Set.of(
          "sodienthoai",
          "dienthoai",
          "sdt",
          "sodt",
          "dtdd",
          "didong",
          "dienthoaididong",
          "sodidong",
          "somay",
          "sothuebao",
          "thuebao",
          "phone",
          "phonenumber",
          "mobile",
          "mobilephone",
          "telephone",
          "tel",
          "msisdn");

  /**
   * Reads it.
   *
   * @throws ContactListException when it is no such file
   */
  static ContactFile read(byte[] file) {
    Gatherer gatherer = new Gatherer();
    try {
      SheetFile.read(file, LIMITS, gatherer);
    } catch (SheetException e) {
      throw new ContactListException(
          switch (e.why()) {
            case TOO_LARGE -> Why.TOO_LARGE;
            case TOO_MUCH -> Why.SHEET_TOO_LARGE;
            case UNREADABLE -> Why.NOT_TEXT;
          },
          e);
    }
    return gatherer.all();
  }

  private record Row(int line, List<String> fields) {
    String at(int column) {
      return column < fields.size() ? fields.get(column) : "";
    }

    boolean blank() {
      return fields.stream().allMatch(String::isEmpty);
    }
  }

  /** Looks at the first rows to know the column, then takes one number a row. */
  private static final class Gatherer implements SheetFile.RowReader {
    private final List<Row> first = new ArrayList<>();
    private final Set<PhoneNumber> numbers = new LinkedHashSet<>();
    private final List<Integer> invalid = new ArrayList<>();
    private int duplicates;
    private int column = -1;

    @Override
    public void row(int line, List<String> fields, Map<Integer, BigDecimal> values) {
      Row row = new Row(line, List.copyOf(fields));
      if (row.blank()) {
        return;
      }
      if (column >= 0) {
        take(row);
        return;
      }
      first.add(row);
      if (first.size() == LOOKED_AT) {
        decide();
      }
    }

    private void decide() {
      int from = 0;
      for (int i = 0; i < first.size() && column < 0; i++) {
        column = heading(first.get(i));
        from = i + 1;
      }
      if (column < 0) {
        column = fullest();
        boolean titled =
            !first.isEmpty()
                && first.get(0).line() == 1
                && first.get(0).at(column).chars().noneMatch(Character::isDigit);
        from = titled ? 1 : 0;
      }
      first.subList(from, first.size()).forEach(this::take);
    }

    private static int heading(Row row) {
      for (int i = 0; i < row.fields().size(); i++) {
        String letters =
            Unaccented.of(row.fields().get(i)).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (HEADINGS.contains(letters)) {
          return i;
        }
      }
      return -1;
    }

    /** The column with the most numbers, the leftmost of these. */
    private int fullest() {
      Map<Integer, Integer> found = new HashMap<>();
      int best = 0;
      for (Row row : first) {
        for (int i = 0; i < row.fields().size(); i++) {
          if (PhoneNumber.parse(row.fields().get(i)).isPresent()) {
            found.merge(i, 1, Integer::sum);
          }
        }
      }
      for (Map.Entry<Integer, Integer> one : found.entrySet()) {
        int most = found.getOrDefault(best, 0);
        if (one.getValue() > most || one.getValue() == most && one.getKey() < best) {
          best = one.getKey();
        }
      }
      return best;
    }

    private void take(Row row) {
      PhoneNumber number = PhoneNumber.parse(row.at(column)).orElse(null);
      if (number == null) {
        invalid.add(row.line());
      } else if (!numbers.add(number)) {
        duplicates++;
      }
    }

    ContactFile all() {
      if (column < 0) {
        decide();
      }
      if (numbers.isEmpty()) {
        throw new ContactListException(invalid.isEmpty() ? Why.EMPTY : Why.NO_NUMBERS);
      }
      return new ContactFile(numbers, duplicates, List.copyOf(invalid));
    }
  }

  /** How many numbers, and none of them. */
  @Override
  public String toString() {
    return "ContactFile[" + numbers.size() + "]";
  }
}
