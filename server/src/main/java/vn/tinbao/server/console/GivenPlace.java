package vn.tinbao.server.console;

import org.jspecify.annotations.Nullable;

/**
 * Where, as the reporter told it apart from the story.
 *
 * @param words their own
 * @param degrees latitude, longitude, WGS 84, when their phone gave its position
 * @param commune in or beside which these lie, with what is above it; null where none is known
 * @param metres from these to the commune's outline; 0 inside
 */
public record GivenPlace(
    @Nullable String words, @Nullable String degrees, @Nullable String commune, long metres) {

  @Override
  public String toString() {
    return "GivenPlace[…]";
  }
}
