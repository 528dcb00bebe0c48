package vn.tinbao.server.understanding;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was understood of one report, every result pointing at the words it came from.
 *
 * @param version of the rules and the lexicon that read it, stored with the tip
 * @param categories strongest first, never empty
 * @param urgency 5 danger to life or a crossing within hours, 4 held or being moved, 3 ongoing, 2
 *     past or suspected, 1 advice; urgent means 4 and up
 * @param urgencyBecause where the sentence stands that caused the urgency, null when nothing did
 * @param child whether a person under 18 is involved
 * @param crossBorder whether a border crossing or a foreign destination is recognised
 * @param destination ISO 3166 alpha-3, DOMESTIC, or null when not said
 * @param places ranked, best first; empty when honestly unknown
 * @param placeDecided unit id of the one place that won clearly, null when none or ambiguous
 * @param ambiguous whether a person must choose among the places
 */
@Serdeable
public record Understood(
    String version,
    Kind kind,
    List<Category> categories,
    int urgency,
    @Nullable Span urgencyBecause,
    boolean child,
    boolean crossBorder,
    @Nullable String destination,
    List<Place> places,
    @Nullable Long placeDecided,
    boolean ambiguous,
    List<Sign> signs) {

  /** What the sender wants. */
  public enum Kind {
    REPORT,
    HELP,
    ADVICE,
    UNRELATED
  }

  /** Characters {@code start} (inclusive) to {@code end} (exclusive) of the text as it was sent. */
  @Serdeable
  public record Span(int start, int end) {}

  /**
   * A unit that the text may mean.
   *
   * @param unitId as named, perhaps of an earlier time
   * @param currentUnitIds where that is today; several when the old unit was split
   * @param score 0–100
   * @param reason in plain Vietnamese
   */
  @Serdeable
  public record Place(
      long unitId, List<Long> currentUnitIds, int score, String reason, List<Span> spans) {}

  /**
   * A recognised sign.
   *
   * @param code lexicon group, e.g. {@code lure.easy_job_high_pay}
   * @param label Vietnamese words for the desk
   * @param weight −3…5
   */
  @Serdeable
  public record Sign(String code, String label, int weight, Span span) {}

  /** Whether the desk must look at once. */
  public boolean urgent() {
    return urgency >= 4;
  }
}
