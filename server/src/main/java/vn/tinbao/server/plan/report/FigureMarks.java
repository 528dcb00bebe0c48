package vn.tinbao.server.plan.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Figures within a report's words. A figure that comes from the annex stands as {@code [12
 * #tips_resolved]}; behind the key {@code .part} means the numerator of a rate, {@code .of} what it
 * is measured against, {@code .before} the year before. Who changes the number and leaves the mark
 * is shown that the annex says something else; who takes the mark away writes words of their own.
 * Printed is the number alone.
 */
public final class FigureMarks {
  /** Bounded in all its parts: time grows with the text and no faster. */
  private static final Pattern MARK =
      Pattern.compile(
          "\\[ {0,3}([^\\[\\]#\\n]{0,30}?) {0,3}#([a-z0-9_]{1,60})(\\.part|\\.of|\\.before)? {0,3}\\]");

  private FigureMarks() {}

  /**
   * A figure in the words.
   *
   * @param said what stands before the key
   * @param figure null: the annex has no such figure
   */
  public record Mark(
      String said, String key, ReportFigure.Which which, @Nullable ReportFigure figure) {

    /** What the annex says; a dash when it says nothing. */
    public String right() {
      ReportFigure known = figure;
      return known == null ? "–" : known.shown(which);
    }

    /** Whether the words say the same as the annex. */
    public boolean agrees() {
      ReportFigure known = figure;
      if (known == null) {
        return false;
      }
      BigDecimal right = known.amount(which);
      if (right == null) {
        return said.equals("–");
      }
      return number(said).filter(number -> number.compareTo(right) == 0).isPresent();
    }
  }

  /** A figure as it is written into the words. */
  public static String mark(ReportFigure figure, ReportFigure.Which which) {
    return "[" + figure.shown(which) + " #" + figure.key() + which.suffix() + "]";
  }

  /** All marks of a part. */
  public static List<Mark> of(String text, ReportAnnex annex) {
    List<Mark> marks = new ArrayList<>();
    Matcher matcher = MARK.matcher(text);
    while (matcher.find()) {
      marks.add(mark(matcher, annex));
    }
    return marks;
  }

  /** Marks of all parts that say something else than the annex. */
  public static List<Contradiction> contradictions(ReportText text) {
    List<Contradiction> found = new ArrayList<>();
    for (ReportPart part : ReportPart.values()) {
      for (Mark mark : of(text.part(part), text.annex())) {
        if (!mark.agrees()) {
          found.add(new Contradiction(part, mark));
        }
      }
    }
    return found;
  }

  /** Where the words and the annex differ. */
  public record Contradiction(ReportPart part, Mark mark) {}

  /** The words as they are printed: each mark is its number. */
  public static String plain(String text) {
    return replace(text, matcher -> matcher.group(1));
  }

  /** The words without their numbers: the same for two moments. */
  static String template(String text) {
    return replace(
        text,
        matcher ->
            "[#" + matcher.group(2) + (matcher.group(3) == null ? "" : matcher.group(3)) + "]");
  }

  /** The words with the numbers of this annex; marks that it does not know stay as they are. */
  public static String renewed(String text, ReportAnnex annex) {
    return replace(
        text,
        matcher -> {
          Mark mark = mark(matcher, annex);
          ReportFigure figure = mark.figure();
          return figure == null ? matcher.group() : mark(figure, mark.which());
        });
  }

  /** A piece of a part: words, or a mark. */
  public record Piece(String words, @Nullable Mark mark) {}

  /** A part in pieces, to be shown with its figures lit up. */
  public static List<Piece> pieces(String text, ReportAnnex annex) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = MARK.matcher(text);
    int next = 0;
    while (matcher.find()) {
      if (matcher.start() > next) {
        pieces.add(new Piece(text.substring(next, matcher.start()), null));
      }
      pieces.add(new Piece(matcher.group(1), mark(matcher, annex)));
      next = matcher.end();
    }
    if (next < text.length()) {
      pieces.add(new Piece(text.substring(next), null));
    }
    return pieces;
  }

  private static Mark mark(Matcher matcher, ReportAnnex annex) {
    String suffix = matcher.group(3) == null ? "" : matcher.group(3);
    ReportFigure.Which which = ReportFigure.Which.VALUE;
    for (ReportFigure.Which one : ReportFigure.Which.values()) {
      if (one.suffix().equals(suffix)) {
        which = one;
      }
    }
    return new Mark(
        matcher.group(1), matcher.group(2), which, annex.figure(matcher.group(2)).orElse(null));
  }

  private static String replace(String text, Function<Matcher, String> by) {
    Matcher matcher = MARK.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(out, Matcher.quoteReplacement(by.apply(matcher)));
    }
    return matcher.appendTail(out).toString();
  }

  /** {@code 1.234} and {@code 93,5} as people here write them. */
  private static Optional<BigDecimal> number(String said) {
    String clean = said.replace(".", "").replace(" ", "").replace(',', '.').replace("%", "");
    return clean.matches("-?[0-9]{1,18}(\\.[0-9]{1,6})?")
        ? Optional.of(new BigDecimal(clean))
        : Optional.empty();
  }
}
