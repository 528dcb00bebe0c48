package vn.tinbao.server.offers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the newest list says about a name.
 *
 * @param list null when none was imported yet
 * @param hits the likeliest first
 * @param more whether there are more
 */
public record OfferAnswer(Verdict verdict, @Nullable OfferList list, List<Hit> hits, boolean more) {
  public OfferAnswer {
    hits = List.copyOf(hits);
  }

  /** In one word. */
  public enum Verdict {
    /** On the list of that day; how its licence stands is with it. */
    LISTED,
    /** Not on it under that name; one with a name like it is, which is another company. */
    SIMILAR,
    /** Not on the list of that day. Not the same as false. */
    NOT_LISTED,
    /** Nothing was imported, so nothing can be said. */
    NO_LIST,
    /** Too little was typed to look for. */
    TOO_SHORT
  }

  /**
   * A company.
   *
   * @param like whether only its name is like what was typed
   */
  public record Hit(Company company, boolean like) {}
}
