package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Where, as the reporter of a task told it apart from the story.
 *
 * @param text in their own words
 * @param lat degrees, WGS 84, with {@code lon}: given by their phone
 */
@Json
public record ToldPlace(@Nullable String text, @Nullable Double lat, @Nullable Double lon) {

  @Override
  public String toString() {
    return "ToldPlace[…]";
  }
}
