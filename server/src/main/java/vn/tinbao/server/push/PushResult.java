package vn.tinbao.server.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one hand-over. */
public sealed interface PushResult {

  /** The provider has it. */
  record Accepted() implements PushResult {}

  /** The provider knows this device no more: its token is to be forgotten. */
  record Unregistered() implements PushResult {}

  /**
   * Not now: try again later.
   *
   * @param why a code without content
   * @param after what the provider asked for at least; null when it did not say
   */
  record Retry(String why, @Nullable Duration after) implements PushResult {}

  /** Never: trying again would give the same. {@code why} is a code without content. */
  record Refused(String why) implements PushResult {}
}
