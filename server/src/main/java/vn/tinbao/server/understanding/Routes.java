package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood.PlaceRole;

/**
 * Where people are brought, as far as the text says: a country abroad, or another place in Vietnam.
 *
 * @param foreign ISO 3166 alpha-3, null when no foreign place is named or meant
 * @param because the words that name it, null when it is only meant
 * @param alreadyAbroad whether they are there already, or came from there
 * @param domestic whether another place in Vietnam is named as destination
 */
record Routes(
    @Nullable String foreign, @Nullable SignHit because, boolean alreadyAbroad, boolean domestic) {
  /** So far before a destination may stand the word of who takes others there. */
  private static final int TAKING_REACH = 10;

  /** ISO 3166 alpha-3, DOMESTIC, or null when not said. */
  @Nullable String destination(boolean crosses) {
    if (foreign != null) {
      return foreign;
    }
    return domestic && !crosses ? "DOMESTIC" : null;
  }

  /** What a country that is named is in the story. */
  PlaceRole role(SignHit country, Reading reading, Lexicon.Grammar grammar) {
    int before = country.from() - 1;
    if (reading.isOneOf(before, grammar.from())) {
      return PlaceRole.ORIGIN;
    }
    boolean meant = country.group().country() != null && country.group().country().equals(foreign);
    return meant ? PlaceRole.DESTINATION : PlaceRole.VIA;
  }

  /**
   * Reads the destinations; signs that are found by their parts are added to the hits.
   *
   * @param destinations places in Vietnam to which people are brought
   * @param neighbour gives the country beyond the border where it happens, null when unknown
   */
  static Routes read(
      Reading reading,
      Lexicon lexicon,
      List<SignHit> hits,
      List<PlaceMention> destinations,
      Supplier<@Nullable String> neighbour) {
    Lexicon.Grammar grammar = lexicon.grammar();
    String foreign = null;
    SignHit because = null;
    boolean directed = false;
    boolean there = false;
    List<SignHit> found = new ArrayList<>();
    boolean crosses = false;
    for (SignHit hit : hits) {
      crosses |= hit.says(SignGroup.Says.CROSSING);
      String country = hit.group().country();
      if (country == null) {
        continue;
      }
      int before = hit.from() - 1;
      boolean towards = reading.isOneOf(before, grammar.towards());
      boolean from = reading.isOneOf(before, grammar.from());
      if (foreign == null || (!directed && (towards || from))) {
        foreign = country;
        because = hit;
        directed = towards || from;
      }
      boolean isAt = reading.isOneOf(before, grammar.beingAt());
      int taking = from || isAt ? -1 : takingBefore(reading, hit.from(), grammar);
      there |= from || isAt;
      if (taking >= 0) {
        found.add(new SignHit(lexicon.takenAbroad(), taking, hit.to(), false));
      }
    }
    boolean domestic =
        hits.stream()
            .anyMatch(
                hit ->
                    hit.says(SignGroup.Says.DOMESTIC)
                        && reading.isOneOf(
                            hit.from() - 1, lexicon.placeWords().roleWords().towards()));
    for (PlaceMention mention : destinations) {
      int at = readingAt(reading, mention.start());
      int taking = takingBefore(reading, at, grammar);
      domestic = true;
      if (taking >= 0) {
        found.add(new SignHit(lexicon.takenAway(), taking, at, false));
      }
    }
    hits.addAll(found);
    if (foreign == null && crosses) {
      foreign = neighbour.get();
    }
    return new Routes(foreign, because, there, domestic);
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
