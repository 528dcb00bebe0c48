package vn.tinbao.server.tip;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Where, as the reporter told it apart from the story; sealed under the tip's key.
 *
 * @param text in their own words
 * @param lat degrees, WGS 84, with {@code lon}: given by their phone when they tapped for it
 * @param lon degrees, WGS 84
 */
@Serdeable
public record ToldPlace(@Nullable String text, @Nullable Double lat, @Nullable Double lon) {

  /** Whether it says anything: of a commune picked from a list nothing is left here. */
  boolean says() {
    return (text != null && !text.isBlank()) || (lat != null && lon != null);
  }

  @Override
  public String toString() {
    return "ToldPlace[…]";
  }
}
