package vn.tinbao.server.console.campaign;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.ContactLists;

/**
 * One list of numbers, in figures: no number is ever shown.
 *
 * @param place its place, empty when it names none
 * @param met null: the database was too busy to count
 */
public record ContactListPage(
    ContactLists.Listed list,
    String place,
    String by,
    String language,
    ContactLists.@Nullable Met met,
    boolean writes) {

  /** Whether somebody must still say that it may be used. */
  public boolean held() {
    return list.confirmedAt() == null;
  }

  /** The first lines without a number. */
  public String lines() {
    return list.invalidLines().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Whether there are more of these than are named. */
  public boolean moreLines() {
    return list.invalid() > list.invalidLines().size();
  }
}
