package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a reporter without danger; the server obeys it in everything it sends.
 *
 * @param neverCall nobody may ring
 * @param textFrom {@code HH:mm} in Vietnam, with {@code textUntil}: text messages only between
 * @param neutral text messages say that there is news, and not what
 */
@Json
public record SafeContact(
    @Nullable Boolean neverCall,
    @Nullable String textFrom,
    @Nullable String textUntil,
    @Nullable Boolean neutral) {

  @Override
  public String toString() {
    return "SafeContact[…]";
  }
}
