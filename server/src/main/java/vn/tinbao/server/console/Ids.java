package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids as they come back from our own pages. */
public final class Ids {
  private Ids() {}

  /** The id; a spoilt one is nobody's. */
  public static UUID read(@Nullable String text) {
    return find(text).orElseGet(UuidCreator::getTimeOrderedEpoch);
  }

  /** Empty for what is no id. */
  public static Optional<UUID> find(@Nullable String text) {
    try {
      return Optional.of(UUID.fromString(String.valueOf(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
