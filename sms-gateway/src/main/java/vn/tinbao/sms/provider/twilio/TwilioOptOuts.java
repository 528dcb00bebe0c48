package vn.tinbao.sms.provider.twilio;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.Suppressions;

/**
 * What Twilio itself has understood as a wish to get no more messages, or to get them again. Twilio
 * has answered the person by then, and refuses what we send from that sender (21610).
 */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioOptOuts {
  private static final String SOURCE = "provider";

  private final PhoneKey key;
  private final Suppressions suppressions;

  TwilioOptOuts(PhoneKey key, Suppressions suppressions) {
    this.key = key;
    this.suppressions = suppressions;
  }

  /**
   * Committed when this returns; the same again changes nothing.
   *
   * @param type {@code OptOutType} of the call: STOP, START, HELP; anything else means nothing
   */
  @Transactional(TxType.REQUIRES_NEW)
  void heard(PhoneNumber from, String type) {
    byte[] hash = key.seal(from).hash();
    switch (type) {
      case "STOP" -> {
        suppressions.optOut(hash, SOURCE);
        // Twilio's was the one confirmation that a number ever gets.
        suppressions.confirmOnce(hash);
      }
      case "START" -> suppressions.optIn(hash);
      default -> {
        // HELP is answered by the conversation.
      }
    }
  }
}
