package vn.tinbao.sms.provider;

/** News that a provider has about a message it accepted. Arrives late, repeated, out of order. */
public enum DeliveryStatus {
  /** The provider has it in its queue. */
  ACCEPTED,
  /** Handed to the operator's network. */
  SENT,
  /** On the handset, as far as the operator tells the truth. */
  DELIVERED,
  /** Given up by the network; an operator may still correct itself to delivered. */
  UNDELIVERED,
  /** Given up by the provider. */
  FAILED
}
