package vn.tinbao.server.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What else a plan says, or what is odd about its text.
 *
 * @param agencyKey whose it is (hotlines)
 * @param number of a hotline, digits only
 * @param country of a partner, ISO 3166 alpha-3
 */
public record PlanNote(
    Kind kind,
    @Nullable String agencyKey,
    @Nullable String number,
    @Nullable String country,
    String text,
    List<Integer> lines) {

  /** What it is about. */
  public enum Kind {
    /** A slip of the text, or something that it lacks. */
    IRREGULARITY,
    HOTLINE,
    /** Abroad. */
    PARTNER,
    FUNDING,
    /** Places and people to look at. */
    ATTENTION,
    OTHER
  }

  /** Lists are copied. */
  public PlanNote {
    lines = List.copyOf(lines);
  }
}
