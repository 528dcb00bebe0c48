package vn.tinbao.sms.provider.twilio;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SenderName;
import vn.tinbao.sms.phone.SmsSender;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.InboundCounter;
import vn.tinbao.sms.queue.ReceivedSms;

/** Hands in what Twilio brings, by call or by list, in the same way. */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioInbox {
  private static final int MOST_MEDIA = 10;

  private final InboundCounter counter;

  TwilioInbox(InboundCounter counter) {
    this.counter = counter;
  }

  /**
   * Stores it; committed when this returns.
   *
   * <p>A sender that is no phone number (an operator's short code, a company's name) is kept like
   * any other, though it cannot be answered: a relay may stand before a person who asks for help.
   *
   * @return false: it was there already
   */
  boolean take(
      String sid, String from, String to, String body, Instant at, List<ReceivedSms.Media> media) {
    SmsSender sender =
        PhoneNumber.parse(from)
            .<SmsSender>map(number -> number)
            .orElseGet(() -> new SenderName(from));
    return counter
        .accept(
            new ReceivedSms(
                TwilioProvider.NAME, sid, sender, to, body, at, null, List.copyOf(media)))
        .isNew();
  }

  /** What a call says came with the message. */
  static List<ReceivedSms.Media> media(Fields call) {
    int many =
        call.filled("NumMedia").filter(n -> n.matches("\\d{1,3}")).map(Integer::parseInt).orElse(0);
    List<ReceivedSms.Media> media = new ArrayList<>();
    for (int i = 0; i < Math.min(many, MOST_MEDIA); i++) {
      Optional<String> url = call.filled("MediaUrl" + i);
      if (url.isPresent()) {
        media.add(new ReceivedSms.Media(url.get(), call.text("MediaContentType" + i)));
      }
    }
    return media;
  }
}
