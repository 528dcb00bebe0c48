package vn.tinbao.server.search;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;

/**
 * What somebody looks for; every part that is there must fit.
 *
 * @param number a receipt code, or the short number of a tip; with it nothing else counts
 * @param words words that were said; those between quotation marks beside each other
 * @param place name of a unit, perhaps with those above it: {@code Khánh Khê, Lạng Sơn}
 * @param from first day of receipt, Asia/Ho_Chi_Minh
 * @param to last day of receipt
 * @param state code such as {@code RECEIVED}
 * @param officerId who has or had a task on it
 */
public record Wish(
    @Nullable String number,
    @Nullable String words,
    @Nullable String place,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable Category category,
    @Nullable String state,
    @Nullable UUID officerId) {

  /** Longest text of a part, in characters. */
  public static final int MOST_CHARACTERS = 200;

  /** Whether nothing was asked. */
  public boolean empty() {
    return number == null
        && words == null
        && place == null
        && from == null
        && to == null
        && category == null
        && state == null
        && officerId == null;
  }

  /** Which parts there are, for the audit: {@code WORDS_PLACE}; never what they say. */
  String parts() {
    StringBuilder parts = new StringBuilder();
    part(parts, "NUMBER", number);
    part(parts, "WORDS", words);
    part(parts, "PLACE", place);
    part(parts, "DAYS", from == null ? to : from);
    part(parts, "CATEGORY", category);
    part(parts, "STATE", state);
    part(parts, "OFFICER", officerId);
    return parts.toString();
  }

  private static void part(StringBuilder parts, String name, @Nullable Object value) {
    if (value != null) {
      parts.append(parts.isEmpty() ? "" : "_").append(name);
    }
  }

  @Override
  public String toString() {
    return "Wish[" + parts() + "]";
  }
}
