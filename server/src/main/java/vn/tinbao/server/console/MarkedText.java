package vn.tinbao.server.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.understanding.Understood.Span;

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
  static MarkedText of(String text, Understood understood, String urgentLabel) {
    List<Note> notes = new ArrayList<>();
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
      note(notes, text, urgent, Kind.URGENT, urgentLabel);
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

  private static void note(List<Note> notes, String text, Span span, Kind kind, String why) {
    int start = Math.max(0, span.start());
    int end = Math.min(text.length(), span.end());
    if (start < end) {
      notes.add(new Note(start, end, kind, why));
    }
  }

  private static String words(String text, Span span) {
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
