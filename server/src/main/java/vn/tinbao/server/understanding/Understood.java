package vn.tinbao.server.understanding;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was understood of one report, every result pointing at the words it came from.
 *
 * @param version of the rules and the lexicon that read it, stored with the tip
 * @param kind what the sender wants
 * @param kindBecause the words that say so, null when it is only what is left
 * @param categories strongest first, never empty
 * @param hints for each category that has one: value of the case data standard, criminal articles
 * @param urgency 5 danger to life or a crossing within hours, 4 held or being moved, 3 ongoing, 2
 *     past or suspected, 1 advice; urgent means 4 and up
 * @param urgencyBecause where the sentence stands that caused the urgency, null when nothing did
 * @param child whether a person under 18 is involved
 * @param childBecause the words that say so, null when nothing does
 * @param crossBorder whether a border crossing or a foreign destination is recognised
 * @param destination ISO 3166 alpha-3, DOMESTIC, or null when not said
 * @param destinationBecause the words that say so, null when nothing does
 * @param sender whether the victim writes or somebody else
 * @param people how many persons are concerned, null when not said
 * @param times days and hours that the text names, in order of the text
 * @param places ranked, best first; empty when honestly unknown
 * @param placeDecided unit id of the one place that won clearly, null when none or ambiguous
 * @param ambiguous whether a person must choose among the places
 * @param abroad foreign places that are named, in order of the text
 * @param localities streets, hamlets, markets: no units, left as the sender's words
 * @param signs recognised signs, in order of the text
 */
@Serdeable
public record Understood(
    String version,
    Kind kind,
    @Nullable Span kindBecause,
    List<Category> categories,
    List<Hint> hints,
    int urgency,
    @Nullable Span urgencyBecause,
    boolean child,
    @Nullable Span childBecause,
    boolean crossBorder,
    @Nullable String destination,
    @Nullable Span destinationBecause,
    Sender sender,
    @Nullable People people,
    List<When> times,
    List<Place> places,
    @Nullable Long placeDecided,
    boolean ambiguous,
    List<Abroad> abroad,
    List<Span> localities,
    List<Sign> signs) {

  /** Readings stored before a part was there have none of it. */
  public Understood {
    hints = hints == null ? List.of() : hints;
    sender = sender == null ? Sender.UNKNOWN : sender;
    times = times == null ? List.of() : times;
    abroad = abroad == null ? List.of() : abroad;
    localities = localities == null ? List.of() : localities;
  }

  /** What the sender wants. */
  public enum Kind {
    REPORT,
    HELP,
    ADVICE,
    UNRELATED
  }

  /** Who writes. */
  public enum Sender {
    VICTIM,
    THIRD_PERSON,
    UNKNOWN
  }

  /** What a named place is in the story. */
  public enum PlaceRole {
    /** Where it happens, or where the person was taken from. */
    EVENT,
    /** Where people are, or are to be, taken. */
    DESTINATION,
    /** Where somebody comes from, and it happened elsewhere. */
    ORIGIN,
    /** On the way. */
    VIA
  }

  /** Characters {@code start} (inclusive) to {@code end} (exclusive) of the text as it was sent. */
  @Serdeable
  public record Span(int start, int end) {}

  /**
   * What staff may think of first; a hint, never a finding.
   *
   * @param htcds value of IOM's Human Trafficking Case Data Standard 2.0, null when it has none
   * @param articles of the criminal code 2015
   */
  @Serdeable
  public record Hint(Category category, @Nullable String htcds, List<Integer> articles) {}

  /**
   * Number of persons concerned.
   *
   * @param count 1…9999
   * @param atLeast whether the text leaves it open ({@code mấy}, {@code hơn})
   */
  @Serdeable
  public record People(int count, boolean atLeast, Span span) {}

  /**
   * A time in the text, days of Asia/Ho_Chi_Minh.
   *
   * @param from first day meant
   * @param to last day meant, the same for one day
   * @param hour 0–23 when an hour is named or meant ({@code tối nay} is 19), null otherwise
   */
  @Serdeable
  public record When(LocalDate from, LocalDate to, @Nullable Integer hour, Span span) {}

  /**
   * A unit that the text may mean.
   *
   * @param unitId as named, perhaps of an earlier time
   * @param currentUnitIds where that is today; several when the old unit was split
   * @param score 0–100
   * @param role what the place is in the story
   * @param reason in plain Vietnamese
   */
  @Serdeable
  public record Place(
      long unitId,
      List<Long> currentUnitIds,
      int score,
      PlaceRole role,
      String reason,
      List<Span> spans) {

    /** Readings stored before roles were told apart. */
    public Place {
      role = role == null ? PlaceRole.EVENT : role;
    }
  }

  /**
   * A place abroad.
   *
   * @param country ISO 3166 alpha-3
   * @param name Vietnamese name of the country
   */
  @Serdeable
  public record Abroad(String country, String name, PlaceRole role, Span span) {}

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
