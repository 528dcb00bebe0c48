package vn.tinbao.server.console;

import org.jspecify.annotations.Nullable;

/**
 * Where, as the reporter told it apart from the story.
 *
 * @param words their own
 * @param degrees latitude, longitude, WGS 84, when their phone gave its position
 * @param commune in which these lie, with what is above it; null where no outline is known
 */
public record GivenPlace(
    @Nullable String words, @Nullable String degrees, @Nullable String commune) {

  @Override
  public String toString() {
    return "GivenPlace[…]";
  }
}
