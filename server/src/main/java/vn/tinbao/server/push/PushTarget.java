package vn.tinbao.server.push;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is told.
 *
 * @param staffId whose device
 * @param token the device's address at the provider; null for a provider that knows people by the
 *     connection they hold ({@link PushProvider#byToken} is false)
 */
public record PushTarget(UUID staffId, @Nullable String token) {

  /** Without the token, which is good for reaching that phone. */
  @Override
  public String toString() {
    return "PushTarget[" + staffId + "]";
  }
}
