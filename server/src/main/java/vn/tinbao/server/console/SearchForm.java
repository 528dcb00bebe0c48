package vn.tinbao.server.console;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.TipState;
import vn.tinbao.server.search.TipSearch;
import vn.tinbao.server.search.Wish;
import vn.tinbao.server.understanding.Category;

/**
 * What the page for looking for tips sends, as typed. It goes in a request's body: words that were
 * said must stand in no address, and so in no log.
 *
 * @param after where to go on, empty to begin
 * @param found how many were found before that, a number
 */
@Serdeable
@Introspected
public record SearchForm(
    @Nullable String number,
    @Nullable String words,
    @Nullable String place,
    @Nullable String from,
    @Nullable String to,
    @Nullable String category,
    @Nullable String state,
    @Nullable String officer,
    @Nullable String after,
    @Nullable String found) {

  /** The states a tip can be in, in the order of its life. */
  static final List<String> STATES = TipState.NAMES;

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,7}");
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

  /** Nothing typed yet. */
  static SearchForm fresh() {
    return new SearchForm(null, null, null, null, null, null, null, null, null, null);
  }

  /** What is wrong: name of the field to key of the sentence. */
  Map<String, String> mistakes() {
    Map<String, String> mistakes = new LinkedHashMap<>();
    tooLong(mistakes, "number", number);
    tooLong(mistakes, "words", words);
    tooLong(mistakes, "place", place);
    unreadable(mistakes, "from", from);
    unreadable(mistakes, "to", to);
    if (mistakes.isEmpty() && wish().empty()) {
      mistakes.put("form", "similar.search.nothing-asked");
    }
    return mistakes;
  }

  /** What is looked for; only when the fields can be read. */
  Wish wish() {
    return new Wish(
        given(number),
        given(words),
        given(place),
        day(from),
        day(to),
        Arrays.stream(Category.values())
            .filter(one -> one.name().equals(category))
            .findFirst()
            .orElse(null),
        STATES.stream().filter(one -> one.equals(state)).findFirst().orElse(null),
        officerId());
  }

  /** Where to go on. */
  TipSearch.After start() {
    return TipSearch.After.read(after);
  }

  /** How many were found on the pages before this one. */
  int before() {
    return found != null && COUNT.matcher(found).matches() ? Integer.parseInt(found) : 0;
  }

  private @Nullable UUID officerId() {
    return officer == null ? null : Ids.find(officer).orElse(null);
  }

  private static void tooLong(Map<String, String> mistakes, String field, @Nullable String value) {
    if (value != null && value.length() > Wish.MOST_CHARACTERS) {
      mistakes.put(field, "portal.long");
    }
  }

  private static void unreadable(
      Map<String, String> mistakes, String field, @Nullable String value) {
    if (given(value) != null && day(value) == null) {
      mistakes.put(field, "similar.search.day-unreadable");
    }
  }

  /** Null when there is none, or none that can be. */
  private static @Nullable LocalDate day(@Nullable String value) {
    String typed = given(value);
    if (typed == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(typed);
      return day.isBefore(EARLIEST) || day.isAfter(LATEST) ? null : day;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  @Override
  public String toString() {
    return "SearchForm[…]";
  }
}
