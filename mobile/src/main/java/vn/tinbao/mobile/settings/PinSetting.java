package vn.tinbao.mobile.settings;

/** The PIN of this app, as far as the settings need it. Methods block for a part of a second. */
public interface PinSetting {
  boolean isSet();

  /**
   * From now on the app opens with this PIN only; the tenth wrong one in a row destroys everything.
   *
   * @throws vn.tinbao.mobile.store.VaultException when the phone could not keep it
   */
  void set(char[] pin);

  /** From now on the app opens without a PIN. */
  void remove();
}
