package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Where it happened, as far as the reporter wants to say.
 *
 * @param unitCode of a unit picked from the list, with the day its code came into force
 * @param lat degrees, WGS 84, with {@code lon}: where the phone is, when the person said so
 */
@Json
public record TipPlace(
    @Nullable String text,
    @Nullable String unitCode,
    @Nullable String unitValidFrom,
    @Nullable Double lat,
    @Nullable Double lon) {

  @Override
  public String toString() {
    return "TipPlace[…]";
  }
}
