package vn.tinbao.mobile.store;

/** How a try to open a vault with a PIN ended. */
public sealed interface Unlocking {

  /** It is open. */
  record Opened(Vault vault) implements Unlocking {}

  /**
   * Not this PIN.
   *
   * @param left tries that are left before everything is destroyed
   */
  record Wrong(int left) implements Unlocking {}

  /** That was the last try: key and records are gone. */
  record Destroyed() implements Unlocking {}
}
