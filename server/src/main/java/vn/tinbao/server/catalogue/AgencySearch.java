package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds agencies of one day by what a person types: an index built once, since with the derived
 * ones there are tens of thousands.
 */
public final class AgencySearch {
  private final CatalogueSnapshot snapshot;
  private final LocalDate day;
  private final List<Agency> agencies = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  public AgencySearch(CatalogueSnapshot snapshot, LocalDate day) {
    this.snapshot = snapshot;
    this.day = day;
    for (Agency agency : snapshot.agencies()) {
      if (agency.standsOn(day)) {
        agencies.add(agency);
        texts.add(" " + Spelling.folded(agency.name() + " " + place(agency)));
      }
    }
  }

  /** Whether this is the index of that snapshot and day. */
  public boolean isOf(CatalogueSnapshot other, LocalDate otherDay) {
    return snapshot == other && day.equals(otherDay);
  }

  /** Where the agency is: its unit and all above it, as on the day. */
  public String place(Agency agency) {
    return snapshot.unit(agency.unitId()).map(unit -> snapshot.fullPlace(unit, day)).orElse("");
  }

  /**
   * Agencies whose name or place has, for each word typed, a word that begins so, with or without
   * accents; those first that have all of it in one piece, then the nearest to the people. Nothing
   * typed, nothing found.
   */
  public List<Agency> find(String words) {
    String phrase = Spelling.folded(words);
    String[] asked = phrase.split(" ");
    List<Agency> found = new ArrayList<>();
    List<Agency> scattered = new ArrayList<>();
    if (asked.length == 0 || asked[0].isEmpty()) {
      return found;
    }
    for (int i = 0; i < asked.length; i++) {
      asked[i] = " " + asked[i];
    }
    for (int i = 0; i < texts.size(); i++) {
      if (hasAll(texts.get(i), asked)) {
        boolean inOnePiece = texts.get(i).contains(" " + phrase);
        (inOnePiece ? found : scattered).add(agencies.get(i));
      }
    }
    found.addAll(scattered);
    return found;
  }

  private static boolean hasAll(String text, String[] asked) {
    for (String word : asked) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
