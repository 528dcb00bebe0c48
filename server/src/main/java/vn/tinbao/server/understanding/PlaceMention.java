package vn.tinbao.server.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.PlaceWords.Beside;
import vn.tinbao.server.understanding.PlaceWords.Prefix;
import vn.tinbao.server.understanding.RoleWords.Role;

/** Words of a text that are the name of a unit, perhaps of many; itself alone is equal to it. */
final class PlaceMention {
  private final int from;
  private final int to;
  private final int start;
  private final int end;
  private final int first;
  private final @Nullable Prefix prefix;
  private final Role role;
  private final Beside beside;
  private final boolean old;
  private final Spelled spelled;
  private final List<Gazetteer.Name> names;

  /** How well the name is spelled. */
  enum Spelled {
    /** All letters, and no accent that says another word. */
    WELL,
    /** All letters, with an accent of another word. */
    OTHER_ACCENTS,
    /** One letter wrong, missing or too many. */
    MISTYPED,
    /** Without the blanks between its syllables. */
    GLUED
  }

  /**
   * @param from first word of the name
   * @param to the word after the name
   * @param start first word of the mention, the prefix included
   * @param end the word after the mention, what follows the name included
   * @param first first word of what is said of it: {@code chợ} in {@code chợ Mèo Vạc}
   * @param prefix what kind of unit the text says it is, null when it does not
   * @param role what happens there
   * @param beside what the words before it say when they are no prefix
   * @param old whether the text says that it was called so before
   * @param names the units that have this name and stand or stood
   */
  PlaceMention(
      int from,
      int to,
      int start,
      int end,
      int first,
      @Nullable Prefix prefix,
      Role role,
      Beside beside,
      boolean old,
      Spelled spelled,
      List<Gazetteer.Name> names) {
    this.from = from;
    this.to = to;
    this.start = start;
    this.end = end;
    this.first = first;
    this.prefix = prefix;
    this.role = role;
    this.beside = beside;
    this.old = old;
    this.spelled = spelled;
    this.names = names;
  }

  /** The same mention, of which another word says what it is. */
  PlaceMention as(Beside other) {
    return new PlaceMention(from, to, start, end, first, prefix, role, other, old, spelled, names);
  }

  /** The same mention, to which somebody has come. */
  PlaceMention arrived() {
    return new PlaceMention(
        from, to, start, end, first, prefix, Role.ARRIVED, beside, old, spelled, names);
  }

  /** The same name, its first word taken for the end of another name. */
  PlaceMention withoutPrefix() {
    return new PlaceMention(
        from, to, from, end, from, null, Role.NONE, Beside.NOTHING, old, spelled, names);
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int first() {
    return first;
  }

  @Nullable Prefix prefix() {
    return prefix;
  }

  Role role() {
    return role;
  }

  Beside beside() {
    return beside;
  }

  boolean old() {
    return old;
  }

  Spelled spelled() {
    return spelled;
  }

  List<Gazetteer.Name> names() {
    return names;
  }

  int length() {
    return to - from;
  }

  boolean overlaps(PlaceMention other) {
    return start < other.end && other.start < end;
  }

  /** Words between the two, negative when they overlap. */
  int distance(PlaceMention other) {
    return start >= other.end ? start - other.end : other.start - end;
  }

  boolean isBusiness() {
    return beside == Beside.BUSINESS || beside == Beside.HOUSE;
  }

  /** Whether it is surely no unit by itself. */
  boolean isNoUnit() {
    return beside == Beside.STREET || beside == Beside.HAMLET || beside == Beside.PERSON;
  }
}
