package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where people are brought, as far as the text says: a country abroad, or another place in Vietnam.
 *
 * @param foreign ISO 3166 alpha-3, null when no foreign place is named
 * @param alreadyAbroad whether they are there already, or came from there
 * @param domestic whether another place in Vietnam is named as destination
 * @param taken whether someone takes them there
 */
record Routes(@Nullable String foreign, boolean alreadyAbroad, boolean domestic, boolean taken) {
  /** So far before a destination may stand the word of who takes others there. */
  private static final int TAKING_REACH = 10;

  /**
   * Reads the destinations; signs that are found by their parts are added to the hits.
   *
   * @param destinations places in Vietnam to which people are brought
   */
  static Routes read(
      Reading reading, Lexicon lexicon, List<SignHit> hits, List<PlaceMention> destinations) {
    Lexicon.Grammar grammar = lexicon.grammar();
    String foreign = null;
    boolean directed = false;
    boolean there = false;
    boolean taken = false;
    List<SignHit> found = new ArrayList<>();
    for (SignHit hit : hits) {
      String country = hit.group().country();
      if (country == null) {
        continue;
      }
      int before = hit.from() - 1;
      boolean towards = reading.isOneOf(before, grammar.towards());
      boolean from = reading.isOneOf(before, grammar.from());
      if (foreign == null || (!directed && (towards || from))) {
        foreign = country;
        directed = towards || from;
      }
      boolean isAt = reading.isOneOf(before, grammar.beingAt());
      int taking = from || isAt ? -1 : takingBefore(reading, hit.from(), grammar);
      there |= from || isAt;
      if (taking >= 0) {
        found.add(new SignHit(lexicon.takenAbroad(), taking, hit.to(), false));
        taken = true;
      }
    }
    boolean domestic =
        hits.stream()
            .anyMatch(
                hit ->
                    hit.says(SignGroup.Says.DOMESTIC)
                        && reading.isOneOf(hit.from() - 1, lexicon.placeWords().towards()));
    for (PlaceMention mention : destinations) {
      int at = readingAt(reading, mention.start());
      int taking = takingBefore(reading, at, grammar);
      domestic = true;
      if (taking >= 0) {
        found.add(new SignHit(lexicon.takenAway(), taking, at, false));
        taken = true;
      }
    }
    hits.addAll(found);
    return new Routes(foreign, there, domestic, taken);
  }

  private static int takingBefore(Reading reading, int to, Lexicon.Grammar grammar) {
    int from = Math.max(0, to - TAKING_REACH);
    for (int at = to - 1; at >= from; at--) {
      boolean taking =
          reading.isOneOf(at, grammar.takes())
              && (!reading.isOneOf(at, grammar.takesOnlyExact())
                  || reading.isOneOf(at, grammar.takesOnlyExact(), true));
      if (taking) {
        return at;
      }
      if (reading.words().before(reading.word(at)) == Words.SENTENCE) {
        return -1;
      }
    }
    return -1;
  }

  /** The first word of the reading that comes from this word of the text. */
  private static int readingAt(Reading reading, int word) {
    int low = 0;
    int high = reading.count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (reading.word(middle) < word) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
