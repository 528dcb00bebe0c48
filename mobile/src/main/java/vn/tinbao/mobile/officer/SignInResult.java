package vn.tinbao.mobile.officer;

import org.jspecify.annotations.Nullable;

/** How an attempt to sign in ended. */
public sealed interface SignInResult {
  /** Signed in. */
  record Welcome() implements SignInResult {}

  /** Signed in; a PIN must be chosen before anything is kept on this phone. */
  record ChoosePin() implements SignInResult {}

  /**
   * The server said no.
   *
   * @param sentence in its words
   */
  record Wrong(String sentence) implements SignInResult {}

  /**
   * No word from the server, or it asks to wait.
   *
   * @param sentence in its words, null when it was not reached
   */
  record NotNow(@Nullable String sentence) implements SignInResult {}

  /**
   * This phone holds unsent work of another officer, who must sign in first or give it up.
   *
   * @param name of that officer
   */
  record SomebodyElse(String name) implements SignInResult {}
}
