package vn.tinbao.server.push;

/** What became of one hand-over. */
public sealed interface PushResult {

  /** The provider has it. */
  record Accepted() implements PushResult {}

  /** No device of that person is known to the provider; nothing more is tried. */
  record NoDevice() implements PushResult {}

  /** Not now: try again later. {@code why} is a code without content. */
  record Retry(String why) implements PushResult {}

  /** Never: trying again would give the same. {@code why} is a code without content. */
  record Refused(String why) implements PushResult {}
}
