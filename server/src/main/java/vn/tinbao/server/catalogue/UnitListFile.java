package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A complete list of administrative units, checked: every code once, every parent in the list.
 *
 * @param items provinces first, then districts, then communes
 */
record UnitListFile(Path path, String sha256, List<Item> items) {
  private static final List<String> COLUMNS =
      List.of("code", "level", "kind", "name", "full_name", "parent");

  /** Digits of an official code; Excel likes to eat the leading zeros. */
  private static final Map<UnitLevel, Integer> DIGITS =
      Map.of(UnitLevel.PROVINCE, 2, UnitLevel.DISTRICT, 3, UnitLevel.COMMUNE, 5);

  /**
   * One line of the list.
   *
   * @param parent code of the unit above, null for a province
   * @param parentLevel its level, null for a province
   */
  record Item(
      long line,
      String code,
      UnitLevel level,
      String kind,
      String name,
      String fullName,
      @Nullable String parent,
      @Nullable UnitLevel parentLevel) {
    Code key() {
      return new Code(level, code);
    }

    @Nullable Code parentKey() {
      return parent == null || parentLevel == null ? null : new Code(parentLevel, parent);
    }
  }

  /** Names a unit on one day. */
  record Code(UnitLevel level, String code) {}

  /**
   * @throws ImportException naming the first line that is wrong
   */
  static UnitListFile read(Path path) {
    TableFile table = TableFile.read(path, COLUMNS);
    Map<Code, Long> lines = new HashMap<>();
    for (TableFile.Line line : table.lines()) {
      Code code = code(line);
      Long before = lines.putIfAbsent(code, line.number());
      if (before != null) {
        throw line.wrong(
            "code",
            "%s %s stands on line %d already".formatted(word(code.level()), code.code(), before));
      }
    }
    Map<Code, Item> items = new LinkedHashMap<>();
    for (UnitLevel level : UnitLevel.values()) {
      for (TableFile.Line line : table.lines()) {
        Code code = code(line);
        if (code.level() == level) {
          items.put(code, item(line, code, lines));
        }
      }
    }
    return new UnitListFile(path, table.sha256(), List.copyOf(items.values()));
  }

  private static Code code(TableFile.Line line) {
    String word = line.need("level").toUpperCase(Locale.ROOT);
    UnitLevel level;
    switch (word) {
      case "PROVINCE" -> level = UnitLevel.PROVINCE;
      case "DISTRICT" -> level = UnitLevel.DISTRICT;
      case "COMMUNE" -> level = UnitLevel.COMMUNE;
      default -> throw line.wrong("level", "must be province, district or commune");
    }
    String code = line.need("code");
    int digits = DIGITS.getOrDefault(level, 0);
    if (!code.matches("[0-9]{" + digits + "}")) {
      throw line.wrong(
          "code",
          "the code of a %s has %d digits (leading zeros lost?)".formatted(word(level), digits));
    }
    return new Code(level, code);
  }

  private static Item item(TableFile.Line line, Code code, Map<Code, Long> lines) {
    String parent = line.get("parent");
    UnitLevel parentLevel = null;
    if (code.level() == UnitLevel.PROVINCE) {
      if (!parent.isEmpty()) {
        throw line.wrong("parent", "a province has none");
      }
    } else {
      line.need("parent");
      parentLevel =
          above(code.level(), parent, lines)
              .orElseThrow(
                  () ->
                      line.wrong("parent", "the list has no unit " + parent + " above this level"));
    }
    return new Item(
        line.number(),
        code.code(),
        code.level(),
        line.need("kind"),
        line.need("name"),
        line.need("full_name"),
        parent.isEmpty() ? null : parent,
        parentLevel);
  }

  private static Optional<UnitLevel> above(UnitLevel level, String code, Map<Code, Long> lines) {
    for (int i = level.ordinal() - 1; i >= 0; i--) {
      UnitLevel candidate = UnitLevel.values()[i];
      if (lines.containsKey(new Code(candidate, code))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  static String word(UnitLevel level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
