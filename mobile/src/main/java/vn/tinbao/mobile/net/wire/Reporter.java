package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Who reports, when they want to be known.
 *
 * @param safeContact in their words, when and how a call does not endanger them
 * @param safe the same for machines
 */
@Json
public record Reporter(
    @Nullable String name,
    @Nullable String phone,
    @Nullable String safeContact,
    @Nullable SafeContact safe) {

  @Override
  public String toString() {
    return "Reporter[…]";
  }
}
