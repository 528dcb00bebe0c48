package vn.tinbao.server.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.PlaceWords.Prefix;
import vn.tinbao.server.understanding.PlaceWords.Role;

/** Words of a text that are the name of a unit, perhaps of many; itself alone is equal to it. */
final class PlaceMention {
  private final int from;
  private final int to;
  private final int start;
  private final @Nullable Prefix prefix;
  private final Role role;
  private final boolean locality;
  private final boolean person;
  private final List<Gazetteer.Name> names;

  /**
   * @param from first word of the name
   * @param to the word after the name
   * @param start first word of the mention, the prefix included
   * @param prefix what kind of unit the text says it is, null when it does not
   * @param role what happens there
   * @param locality whether the name is that of a street, a hamlet, a school
   * @param person whether the name is that of a person
   * @param names the units that have this name, those that agree in accents and stand or stood
   */
  PlaceMention(
      int from,
      int to,
      int start,
      @Nullable Prefix prefix,
      Role role,
      boolean locality,
      boolean person,
      List<Gazetteer.Name> names) {
    this.from = from;
    this.to = to;
    this.start = start;
    this.prefix = prefix;
    this.role = role;
    this.locality = locality;
    this.person = person;
    this.names = names;
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

  @Nullable Prefix prefix() {
    return prefix;
  }

  Role role() {
    return role;
  }

  boolean locality() {
    return locality;
  }

  boolean person() {
    return person;
  }

  List<Gazetteer.Name> names() {
    return names;
  }

  int length() {
    return to - from;
  }

  boolean overlaps(PlaceMention other) {
    return start < other.to && other.start < to;
  }

  /** Words between the two, negative when they overlap. */
  int distance(PlaceMention other) {
    return start >= other.to ? start - other.to : other.start - to;
  }

  /** Whether it is surely no unit by itself. */
  boolean isNoUnit() {
    return locality || person;
  }
}
