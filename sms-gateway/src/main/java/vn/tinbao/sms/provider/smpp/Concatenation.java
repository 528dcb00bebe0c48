package vn.tinbao.sms.provider.smpp;

/** How the parts of a long message say that they belong together. */
public enum Concatenation {
  /** User data header with a reference of 8 bits (3GPP TS 23.040 section 9.2.3.24.1). */
  UDH8,
  /** User data header with a reference of 16 bits (section 9.2.3.24.8); a little less room. */
  UDH16,
  /** Optional parameters sar_* (SMPP 3.4 section 5.3.2.22–24); the message centre writes it. */
  SAR,
  /** The whole text in message_payload (section 5.3.2.32); the message centre cuts it. */
  PAYLOAD
}
