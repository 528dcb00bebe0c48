package vn.tinbao.server.console.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/** Fields of a form as they were sent: none is missing, none is endless. */
final class Fields {
  private static final int LONGEST_SEARCH = 100;

  private Fields() {}

  /** The field without blanks around, empty when it was not sent. */
  static String text(Map<String, String> form, String name) {
    @Nullable String value = form.get(name);
    return value == null ? "" : value.strip();
  }

  /** A number that our own page wrote; −1 when it is none. */
  static long number(Map<String, String> form, String name) {
    try {
      return Long.parseLong(text(form, name));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * A day that somebody typed.
   *
   * @throws CatalogueMistake naming the field
   */
  static LocalDate day(String field, String typed) {
    LocalDate day = AskedDay.read(typed);
    if (day == null) {
      throw new CatalogueMistake(field, "catalogue.mistake.day");
    }
    return day;
  }

  /**
   * A unit by {@code code/first day}, or by its code alone when only one unit ever had it.
   *
   * @throws CatalogueMistake naming the field
   */
  static Unit unit(String field, String ref, CatalogueSnapshot snapshot) {
    String[] parts = ref.split("/", 2);
    List<Unit> found =
        snapshot.unitsByCode(parts[0]).stream()
            .filter(unit -> parts.length == 1 || unit.validFrom().toString().equals(parts[1]))
            .toList();
    if (found.size() != 1) {
      throw new CatalogueMistake(field, "catalogue.mistake.unit", cut(ref));
    }
    return found.get(0);
  }

  /** What somebody searches for. */
  static String cut(String text) {
    return text.length() <= LONGEST_SEARCH ? text : text.substring(0, LONGEST_SEARCH);
  }
}
