package vn.tinbao.server.campaign.sending;

/** What has become of a recipient's message, in words that claim no more than is known. */
public enum RecipientState {
  /** Not yet handed to the gateway. */
  WAITING('W', false),
  /** With the gateway; no operator has taken it, or nobody knows whether one has. */
  QUEUED('Q', false),
  /** An operator took it: that is not "delivered". */
  ACCEPTED('A', false),
  /** The operator says that it was delivered: its message centre, not the phone. */
  DELIVERED('D', true),
  /**
   * Given to an operator, and no word of what became of it while the gateway waited for one; not
   * sent again.
   */
  UNCONFIRMED('U', true),
  /** Refused, or the operator says it could not be delivered. */
  FAILED('F', true),
  /** Its time was over before it could be sent. */
  EXPIRED('X', true),
  /** The person wants no messages, or the number reaches nobody. */
  SUPPRESSED('S', true),
  /** The campaign was stopped before it was sent. */
  CANCELED('C', true);

  private final char code;
  private final boolean last;

  RecipientState(char code, boolean last) {
    this.code = code;
    this.last = last;
  }

  /** One letter, as the ledger keeps it. */
  public String code() {
    return String.valueOf(code);
  }

  /**
   * Whether nothing more is expected. A receipt may come later than that: for some days FAILED and
   * UNCONFIRMED are looked at again ({@link LateReceipts}), and before a resend.
   */
  public boolean isFinal() {
    return last;
  }

  static RecipientState of(String code) {
    for (RecipientState state : values()) {
      if (state.code == code.charAt(0)) {
        return state;
      }
    }
    throw new IllegalArgumentException("No state " + code);
  }
}
