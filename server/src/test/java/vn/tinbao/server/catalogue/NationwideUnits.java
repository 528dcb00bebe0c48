package vn.tinbao.server.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All units of the country as a snapshot, straight from the official lists, for tests. The lists
 * are not part of the project: they are read from {@code shared/data/admin} beside the project or
 * further up, when it is there.
 */
public final class NationwideUnits {
  private static final Path LISTS = Path.of("shared", "data", "admin");
  private static final List<String> DAYS =
      List.of("2021-11-01", "2024-05-01", "2025-03-01", "2025-07-01", "2026-04-30");

  private final Path folder;
  private final List<Unit> units = new ArrayList<>();
  private final List<Succession> successions = new ArrayList<>();
  private Map<String, Integer> standing = new HashMap<>();

  private NationwideUnits(Path folder) {
    this.folder = folder;
  }

  /** Empty when the lists are not there. */
  public static Optional<CatalogueSnapshot> read(Collection<Agency> agencies) {
    return folder().map(folder -> new NationwideUnits(folder).snapshot(agencies));
  }

  /** The folder of the official lists, looked for in every folder above the working one. */
  public static Optional<Path> folder() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve(LISTS))) {
        return Optional.of(up.resolve(LISTS));
      }
    }
    return Optional.empty();
  }

  private CatalogueSnapshot snapshot(Collection<Agency> agencies) {
    for (String day : DAYS) {
      readList(LocalDate.parse(day));
    }
    return new CatalogueSnapshot(1, units, successions, agencies, List.of(), List.of());
  }

  private void readList(LocalDate day) {
    Map<String, Integer> next = new HashMap<>();
    Map<String, Integer> before = standing;
    Set<Integer> goesOn = new HashSet<>();
    Map<String, Long> idByCode = new HashMap<>();
    for (String line : lines("units-" + day + ".tsv")) {
      String[] c = line.split("\t", -1);
      UnitLevel level = UnitLevel.valueOf(c[1].toUpperCase(Locale.ROOT));
      Long parent = c[6].isEmpty() ? null : idByCode.get(c[6]);
      String key = level + " " + c[0];
      Integer old = before.get(key);
      int index;
      if (old != null && sameUnit(units.get(old), c)) {
        index = old;
        goesOn.add(old);
      } else {
        index = units.size();
        units.add(new Unit(units.size() + 1L, c[0], level, c[2], c[3], c[4], parent, day, null));
      }
      next.put(key, index);
      if (level != UnitLevel.COMMUNE) {
        idByCode.put(c[0], units.get(index).id());
      }
    }
    for (int index : before.values()) {
      if (!goesOn.contains(index)) {
        units.set(index, ended(units.get(index), day));
      }
    }
    standing = next;
    if (day.equals(LocalDate.parse("2025-07-01"))) {
      mapped("map-commune-2025-03-01--2025-07-01.tsv", UnitLevel.COMMUNE, 6, 10, before, day);
      mapped("map-province-2025-03-01--2025-07-01.tsv", UnitLevel.PROVINCE, 2, 4, before, day);
    } else {
      before.forEach(
          (key, index) -> {
            Integer now = next.get(key);
            if (now != null && !now.equals(index)) {
              addStep(index, now, day, Succession.Extent.FULL);
            }
          });
    }
  }

  /** A unit goes on when the one above it is only renamed: the code above is compared. */
  private boolean sameUnit(Unit unit, String[] c) {
    String above = unit.parentId() == null ? "" : units.get((int) (unit.parentId() - 1)).code();
    return unit.kind().equals(c[2]) && unit.name().equals(c[3]) && above.equals(c[6]);
  }

  private void mapped(
      String file,
      UnitLevel level,
      int newCode,
      int extent,
      Map<String, Integer> before,
      LocalDate day) {
    for (String line : lines(file)) {
      String[] c = line.split("\t", -1);
      Integer old = before.get(level + " " + c[0]);
      Integer now = standing.get(level + " " + c[newCode]);
      if (old != null && now != null && !old.equals(now)) {
        String word = extent < c.length ? c[extent] : "full";
        addStep(old, now, day, Succession.Extent.valueOf(word.toUpperCase(Locale.ROOT)));
      }
    }
  }

  private void addStep(int old, int now, LocalDate day, Succession.Extent extent) {
    successions.add(new Succession(units.get(old).id(), units.get(now).id(), day, extent));
  }

  private static Unit ended(Unit u, LocalDate day) {
    return new Unit(
        u.id(),
        u.code(),
        u.level(),
        u.kind(),
        u.name(),
        u.fullName(),
        u.parentId(),
        u.validFrom(),
        day);
  }

  private List<String> lines(String file) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(file));
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
