package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * All agencies of all days in the order of their names, to be leafed through: those that stand on a
 * day and whose name and place have the asked words, with accents or without. {@link AgencySearch}
 * ranks instead. Built once for a snapshot; safe for many threads.
 */
public final class AgencyDirectory {
  private final CatalogueSnapshot catalogue;
  private final List<Entry> entries;

  /** {@code text} is folded, with a blank before every word. */
  private record Entry(Agency agency, String order, String text) {}

  /** An index of all agencies of all days. */
  public AgencyDirectory(CatalogueSnapshot catalogue) {
    this.catalogue = catalogue;
    List<Entry> all = new ArrayList<>(catalogue.agencies().size());
    for (Agency agency : catalogue.agencies()) {
      String name = Spelling.folded(agency.name());
      String place =
          catalogue
              .unit(agency.unitId())
              .map(unit -> Spelling.folded(catalogue.fullPlace(unit, agency.validFrom())))
              .orElse("");
      all.add(new Entry(agency, name, " " + name + " " + place));
    }
    all.sort(Comparator.comparing(Entry::order).thenComparing(entry -> entry.agency().id()));
    this.entries = List.copyOf(all);
  }

  /** Whether this index shows that snapshot. */
  public boolean isOf(CatalogueSnapshot snapshot) {
    return catalogue == snapshot;
  }

  /**
   * Agencies that stand on that day, pass the filter and of whose name and place every asked word
   * begins a word; by name.
   *
   * @param words empty for all
   * @param afterId id of the agency after which the list goes on, empty for its beginning; one that
   *     is not there any more begins anew
   */
  public List<Agency> find(
      String words, LocalDate day, Predicate<Agency> filter, String afterId, int limit) {
    String folded = Spelling.folded(words);
    String[] asked = folded.isEmpty() ? new String[0] : folded.split(" ");
    List<Agency> found = new ArrayList<>();
    boolean wait = !afterId.isEmpty() && catalogue.agency(afterId).isPresent();
    for (Entry entry : entries) {
      if (wait) {
        wait = !entry.agency().id().equals(afterId);
        continue;
      }
      if (entry.agency().standsOn(day) && matches(entry, asked) && filter.test(entry.agency())) {
        found.add(entry.agency());
        if (found.size() == limit) {
          break;
        }
      }
    }
    return found;
  }

  private static boolean matches(Entry entry, String[] asked) {
    for (String word : asked) {
      if (!entry.text().contains(" " + word)) {
        return false;
      }
    }
    return true;
  }
}
