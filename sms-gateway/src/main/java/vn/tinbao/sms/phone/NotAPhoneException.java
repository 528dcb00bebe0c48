package vn.tinbao.sms.phone;

/** What was sealed is the name of a sender, not a number: nothing can be sent there. */
public final class NotAPhoneException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  NotAPhoneException() {
    super("A sender's name, not a phone number");
  }
}
