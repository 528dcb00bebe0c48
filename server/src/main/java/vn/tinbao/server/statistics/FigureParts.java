package vn.tinbao.server.statistics;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.victim.Exploitation;
import vn.tinbao.server.web.Messages;

/**
 * The parts in which figures are told, on the page of figures and behind a report, by their names.
 */
@Singleton
public class FigureParts {
  /** What came in. */
  public static final List<Split> OF_REPORTS =
      List.of(
          new Split("tips_received", Dimension.CATEGORY),
          new Split("tips_received", Dimension.STATE),
          new Split("tips_received", Dimension.CHANNEL),
          new Split("tips_received", Dimension.SOURCE_KIND));

  /** Whom it was about, and what was done for them. */
  public static final List<Split> OF_PEOPLE =
      List.of(
          new Split("people_met", Dimension.STATUS),
          new Split("people_met", Dimension.SEX),
          new Split("people_met", Dimension.AGE_BAND),
          new Split("people_met", Dimension.ETHNICITY),
          new Split("people_met", Dimension.DESTINATION),
          new Split("people_met", Dimension.EXPLOITATION),
          new Split("supports_given", Dimension.SUPPORT_KIND),
          new Split("referrals_made", Dimension.SERVICE));

  /** Both, and the offences of cases, which are not counted ahead: no page waits for them. */
  public static final List<Split> BEHIND_A_REPORT =
      Stream.of(
              OF_REPORTS.stream(),
              Stream.of(new Split("cases_opened", Dimension.OFFENCE)),
              OF_PEOPLE.stream())
          .flatMap(splits -> splits)
          .toList();

  private final FigureList list;
  private final Messages messages;

  FigureParts(FigureList list, Messages messages) {
    this.list = list;
    this.messages = messages;
  }

  /** A figure and what it is told by. */
  public record Split(String figure, Dimension dimension) {
    /** {@code people-met-by-age-band}: one word for an address or an id. */
    public String id() {
      return (figure + "_by_" + dimension.name()).toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One part under its name. */
  public record Part(String name, long count) {}

  /**
   * A figure in its parts.
   *
   * @param title {@code Nguồn tin tiếp nhận theo kênh}
   * @param overlapping whether one fact may be in several parts
   */
  public record Told(Split split, String title, boolean overlapping, List<Part> parts) {
    /** Keeps a copy. */
    public Told {
      parts = List.copyOf(parts);
    }
  }

  /** Counts of each, the largest part first; one without any part has none. */
  public List<Told> of(
      FigureReader figures, List<Split> splits, FigureScope scope, Period period, Locale locale) {
    return splits.stream().map(split -> told(figures, split, scope, period, locale)).toList();
  }

  private Told told(
      FigureReader figures, Split split, FigureScope scope, Period period, Locale locale) {
    Breakdown parts = figures.by(split.figure(), split.dimension(), scope, period);
    return new Told(
        split,
        parts.figure().name(locale)
            + " "
            + messages.text(locale, "figures.by." + word(split.dimension())),
        parts.overlapping(),
        parts.lines().stream()
            .map(
                line ->
                    new Part(
                        name(split.dimension(), line.part(), locale),
                        line.value().numerator().longValue()))
            .toList());
  }

  private String name(Dimension dimension, @Nullable String part, Locale locale) {
    if (part == null) {
      return messages.text(locale, "figures.part.unknown");
    }
    return switch (dimension) {
      case CATEGORY, STATE, CHANNEL, SOURCE_KIND ->
          messages.text(locale, "figures." + word(dimension) + "." + part);
      case STATUS -> messages.text(locale, "victim.state." + part);
      case SEX -> messages.text(locale, "victim.sex." + part);
      case AGE_BAND -> messages.text(locale, "victim.age." + part);
      case EXPLOITATION ->
          Exploitation.of(part)
              .map(one -> messages.text(locale, "victim.exploitation." + one))
              .orElse(part);
      case DESTINATION, NATIONALITY -> country(part, locale);
      case SUPPORT_KIND, SERVICE -> messages.text(locale, "victim.support." + part);
      case OFFENCE -> messages.text(locale, "outcome.article." + part);
      case UNIT, PROVINCE, AGENCY, MONTH, ETHNICITY, DOMESTIC -> part;
    };
  }

  private static String word(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** ISO 3166-1 alpha-3 to its name. */
  private static String country(String three, Locale locale) {
    for (String two : Locale.getISOCountries()) {
      Locale country = new Locale("", two);
      if (country.getISO3Country().equals(three)) {
        return country.getDisplayCountry(locale);
      }
    }
    return three;
  }
}
