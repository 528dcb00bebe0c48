package vn.tinbao.sms.provider.smpp;

import vn.tinbao.sms.phone.PhoneNumber;

/** How an operator wants the numbers of recipients. */
public enum NumberForm {
  /** {@code 84912345678} */
  PLAIN,
  /** {@code +84912345678} */
  PLUS,
  /** {@code 0912345678} at home, {@code 84…} elsewhere. */
  NATIONAL;

  private static final String HOME = "+84";
  private static final int INTERNATIONAL = 1;
  private static final int NATIONAL_TON = 2;
  private static final int ISDN = 1;

  Address of(PhoneNumber phone) {
    String e164 = phone.e164();
    if (this == NATIONAL && e164.startsWith(HOME)) {
      return new Address(NATIONAL_TON, ISDN, "0" + e164.substring(HOME.length()));
    }
    return new Address(INTERNATIONAL, ISDN, this == PLUS ? e164 : e164.substring(1));
  }
}
