package vn.tinbao.mobile.net;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one request to the server ended. */
public sealed interface Answer<T> {

  /** The server answered what the contract promises. */
  record Ok<T>(T value) implements Answer<T> {}

  /**
   * The server understood and will not do it; asking the same again is of no use.
   *
   * @param status of HTTP, 400 to 499
   * @param sentence for people, in the language that was asked for
   */
  record Refused<T>(int status, String sentence) implements Answer<T> {
    /** The session has ended, or there never was one. */
    public boolean signedOut() {
      return status == 401;
    }
  }

  /**
   * Nobody knows whether the server has heard: no network, a time-out, an error of the server, or
   * an answer that is not the server's (a Wi-Fi log-in page). The same request may be sent again.
   *
   * @param notBefore the wait the server asked for
   * @param sentence of the server, when it gave one
   */
  record Later<T>(@Nullable Duration notBefore, @Nullable String sentence) implements Answer<T> {}

  /** The value of an {@link Ok}, empty for every other end. */
  default Optional<T> toOptional() {
    return this instanceof Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
  }
}
