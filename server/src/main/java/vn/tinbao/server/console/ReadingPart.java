package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.TipCorrections;
import vn.tinbao.server.tip.TipValues;

/**
 * The part of a tip's page that says what the machine made of the words, and what people said about
 * that.
 *
 * @param facts who writes, how many, when, where to: a label, a value, the words it was read from
 * @param places ranked, with the role in the story and the reason
 * @param hints what staff may think of first, never a finding
 * @param version of the rules and the lexicon that read it
 * @param corrections by people, oldest first
 * @param suggestion another agency that would lead the tip by its corrected values
 * @param mayCorrect whether the viewer may correct
 */
public record ReadingPart(
    UUID tipId,
    List<Fact> facts,
    List<PlaceLine> places,
    List<HintLine> hints,
    String version,
    List<Corrected> corrections,
    TipCorrections.@Nullable Suggestion suggestion,
    boolean mayCorrect) {

  /**
   * A fact.
   *
   * @param words of the report, empty when it is only concluded
   */
  public record Fact(String label, String value, String words) {

    @Override
    public String toString() {
      return "Fact[" + label + "]";
    }
  }

  /** A unit the text may mean. */
  public record PlaceLine(String place, String role, int score, String reason) {}

  /** A category with value of the case data standard and articles of the criminal code. */
  public record HintLine(String category, String htcds, String articles) {}

  /** A correction with the name of who made it, and each part before and after. */
  public record Corrected(TipCorrections.View view, String by, List<Change> changes) {}

  /** One part of a correction. */
  public record Change(TipValues.Part part, String before, String right) {}
}
