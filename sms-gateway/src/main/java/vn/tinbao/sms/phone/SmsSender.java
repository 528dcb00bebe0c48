package vn.tinbao.sms.phone;

/** Who a message came from. */
public sealed interface SmsSender permits PhoneNumber, SenderName {

  /** What stands for it when it is sealed or hashed; different for different senders. */
  String plain();
}
