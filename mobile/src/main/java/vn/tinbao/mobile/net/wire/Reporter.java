package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Who reports, when they want to be known.
 *
 * @param safeContact when and how a call does not endanger them
 */
@Json
public record Reporter(
    @Nullable String name, @Nullable String phone, @Nullable String safeContact) {

  @Override
  public String toString() {
    return "Reporter[…]";
  }
}
