package vn.tinbao.sms.queue;

/**
 * Messages of one class to one area: what is claimed together and carried by one provider.
 *
 * @param area calling code and up to three digits, as in {@link Areas}; empty where unknown
 */
record Line(MessageClass messageClass, String area) {}
