package vn.tinbao.server.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.understanding.Understood.Span;
import vn.tinbao.server.web.Ui;

/**
 * A report's words cut into pieces, each with what was recognised in it, so that the desk sees what
 * the machine read and where.
 *
 * @param pieces together the whole text, in order
 * @param signs every recognised sign with the words it was recognised by, in order of the text
 */
public record MarkedText(List<Piece> pieces, List<Found> signs) {

  /**
   * What a piece was recognised as; the last of these when several overlap: the urgent sentence is
   * the ground on which place and signs stand out.
   */
  public enum Kind {
    PLAIN,
    URGENT,
    SIGN,
    /** Who, how many, when, where to, a child: what stands in the list of facts. */
    FACT,
    PLACE
  }

  /**
   * Some words.
   *
   * @param urgent whether it belongs to what caused the urgency, whatever else it is
   * @param why labels of all that was recognised here, empty for plain text
   */
  public record Piece(String text, Kind kind, boolean urgent, List<String> why) {

    @Override
    public String toString() {
      return "Piece[" + kind + "]";
    }
  }

  /** A sign and its words. */
  public record Found(String label, String words) {

    @Override
    public String toString() {
      return "Found[" + label + "]";
    }
  }

  private record Note(int start, int end, Kind kind, String why) {}

  /** Cuts the text; spans that lie outside of it are cut off or left out. */
  public static MarkedText of(String text, Understood understood, Ui ui) {
    return of(text, understood, key -> ui.t(key));
  }

  /** The same with the sentences of these keys. */
  static MarkedText of(String text, Understood understood, UnaryOperator<String> sentence) {
    List<Note> notes = new ArrayList<>();
    facts(notes, text, understood, sentence);
    for (Understood.Sign sign : understood.signs()) {
      note(notes, text, sign.span(), Kind.SIGN, sign.label());
    }
    for (Understood.Place place : understood.places()) {
      for (Span span : place.spans()) {
        note(notes, text, span, Kind.PLACE, place.reason());
      }
    }
    Span urgent = understood.urgencyBecause();
    if (urgent != null) {
      note(notes, text, urgent, Kind.URGENT, sentence.apply("console.mark.urgent"));
    }
    List<Found> signs =
        understood.signs().stream()
            .filter(sign -> sign.weight() != 0)
            .map(sign -> new Found(sign.label(), words(text, sign.span())))
            .filter(found -> !found.words().isBlank())
            .distinct()
            .toList();
    return new MarkedText(cut(text, notes), signs);
  }

  private static void facts(
      List<Note> notes, String text, Understood understood, UnaryOperator<String> sentence) {
    fact(notes, text, understood.kindBecause(), sentence.apply("correction.fact.kind"));
    fact(notes, text, understood.childBecause(), sentence.apply("correction.fact.child"));
    fact(
        notes,
        text,
        understood.destinationBecause(),
        sentence.apply("correction.fact.destination"));
    Understood.People people = understood.people();
    fact(
        notes,
        text,
        people == null ? null : people.span(),
        sentence.apply("correction.fact.people"));
    for (Understood.When when : understood.times()) {
      fact(notes, text, when.span(), sentence.apply("correction.fact.time"));
    }
    for (Span locality : understood.localities()) {
      fact(notes, text, locality, sentence.apply("correction.fact.locality"));
    }
    for (Understood.Abroad abroad : understood.abroad()) {
      fact(notes, text, abroad.span(), abroad.name());
    }
  }

  private static void fact(List<Note> notes, String text, @Nullable Span span, String why) {
    if (span != null) {
      note(notes, text, span, Kind.FACT, why);
    }
  }

  private static void note(List<Note> notes, String text, Span span, Kind kind, String why) {
    int start = Math.max(0, span.start());
    int end = Math.min(text.length(), span.end());
    if (start < end) {
      notes.add(new Note(start, end, kind, why));
    }
  }

  /** The words of a span, as far as it lies in the text. */
  static String words(String text, Span span) {
    int start = Math.max(0, Math.min(span.start(), text.length()));
    return text.substring(start, Math.max(start, Math.min(span.end(), text.length())));
  }

  private static List<Piece> cut(String text, List<Note> notes) {
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, text.length()));
    for (Note note : notes) {
      cuts.add(note.start());
      cuts.add(note.end());
    }
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int to : cuts.tailSet(0, false)) {
      Kind kind = Kind.PLAIN;
      boolean urgent = false;
      Set<String> why = new LinkedHashSet<>();
      for (Note note : notes) {
        if (note.start() <= from && to <= note.end()) {
          kind = note.kind().compareTo(kind) > 0 ? note.kind() : kind;
          urgent |= note.kind() == Kind.URGENT;
          why.add(note.why());
        }
      }
      pieces.add(new Piece(text.substring(from, to), kind, urgent, List.copyOf(why)));
      from = to;
    }
    return List.copyOf(pieces);
  }
}
