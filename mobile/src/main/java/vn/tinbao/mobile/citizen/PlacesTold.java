package vn.tinbao.mobile.citizen;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.tinbao.mobile.net.wire.UnitFound;

/**
 * Communes and provinces that a story names, to be confirmed by a tap. Only the names found behind
 * words such as "xã" are looked up, one after the other; the story stays on the phone. What the
 * person does not pick, the server still reads out of the text when the report has come.
 */
final class PlacesTold {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<![\\p{L}\\p{M}])(?:xã|xa|phường|phuong|thị trấn|thi tran|huyện|huyen|quận|tỉnh|tinh"
              + "|thành phố|thanh pho|tp|đặc khu|dac khu|thị xã|thi xa)\\.?\\s+"
              + "((?:[\\p{L}\\p{M}']+\\s?){1,4})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** More names than these are a list and not a place. */
  private static final int MOST_NAMES = 3;

  private static final int MOST_FOUND = 3;

  /** Most units have two words; then three, four, one. */
  private static final int[] LENGTHS = {2, 3, 4, 1};

  private PlacesTold() {}

  /** What follows the words for a unit, in the order of the story; at most four words each. */
  static List<String> names(String story) {
    List<String> names = new ArrayList<>();
    Matcher named = NAMED.matcher(Normalizer.normalize(story, Normalizer.Form.NFC));
    int from = 0;
    while (names.size() < MOST_NAMES && named.find(from)) {
      String words = named.group(1).strip();
      if (!names.contains(words)) {
        names.add(words);
      }
      // Not behind the words that were taken: "xã Bình Trung tỉnh Lạng Sơn".
      from = named.start(1);
    }
    return names;
  }

  /**
   * The units that are meant, those first whose surroundings the story names too. Blocks as long as
   * the look-ups do.
   *
   * @param search finds units by what a person would type
   */
  static List<UnitFound> in(String story, Function<String, List<UnitFound>> search) {
    String told = folded(story);
    Map<String, UnitFound> found = new LinkedHashMap<>();
    for (String name : names(story)) {
      String[] words = name.split("\\s+");
      for (int length : LENGTHS) {
        if (length > words.length) {
          continue;
        }
        String tried = String.join(" ", List.of(words).subList(0, length));
        List<UnitFound> units =
            search.apply(tried).stream().filter(unit -> isCalled(unit, folded(tried))).toList();
        units.forEach(unit -> found.putIfAbsent(unit.code() + unit.validFrom(), unit));
        if (!units.isEmpty()) {
          break;
        }
      }
    }
    return found.values().stream()
        .sorted(Comparator.comparing(unit -> -nearby(unit, told)))
        .limit(MOST_FOUND)
        .toList();
  }

  /** Today or before a reform: people go on saying the old name. */
  private static boolean isCalled(UnitFound unit, String name) {
    String formerly = unit.formerly();
    return folded(unit.name()).equals(name)
        || (formerly != null && bare(formerly.split(",", 2)[0]).equals(name));
  }

  private static String bare(String unit) {
    return folded(unit)
        .replaceFirst("^(xa|phuong|thi tran|thi xa|huyen|quan|tinh|thanh pho|dac khu) ", "");
  }

  /** How much of what lies above the unit the story names. */
  private static long nearby(UnitFound unit, String told) {
    return List.of(unit.place().split(",")).stream()
        .map(PlacesTold::bare)
        .filter(told::contains)
        .count();
  }

  private static String folded(String text) {
    return Normalizer.normalize(text.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replace('đ', 'd');
  }
}
