package vn.tinbao.server.campaign;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.sending.Sending;
import vn.tinbao.server.campaign.sending.SendingOrder;

/**
 * A campaign's steps, as orders to who sends its SMS; in the transaction of the step, so that both
 * are done or neither.
 */
@Singleton
class SmsChannel {
  private final CampaignRows rows;
  private final Sending sending;

  SmsChannel(CampaignRows rows, Sending sending) {
    this.rows = rows;
    this.sending = sending;
  }

  /** Its SMS texts as they travel, by language. */
  Map<String, String> texts(UUID campaign) {
    Map<String, String> texts = new LinkedHashMap<>();
    rows.texts(campaign).stream()
        .filter(text -> text.channel() == CampaignChannel.SMS)
        .forEach(text -> texts.put(text.language(), text.sent()));
    return texts;
  }

  /** Whether it has a text to send. */
  boolean sends(UUID campaign) {
    return texts(campaign).containsKey("vi");
  }

  /** What is to be sent to whom; empty: the campaign has no SMS. */
  Optional<SendingOrder> order(Campaign campaign) {
    Map<String, String> texts = texts(campaign.id());
    Integer rate = campaign.plan().rate();
    return texts.containsKey("vi")
        ? Optional.of(
            new SendingOrder(
                campaign.plan().audience(),
                texts,
                rate == null ? 0 : rate,
                null,
                LegalTime.start(campaign.plan().endsOn().plusDays(1))))
        : Optional.empty();
  }

  @EventListener
  void stepped(CampaignStepped event) {
    UUID id = event.campaignId();
    if (!sends(id)) {
      return;
    }
    switch (event.step()) {
      case START -> rows.byId(id).flatMap(this::order).ifPresent(order -> sending.start(id, order));
      case PAUSE -> sending.pause(id);
      case RESUME -> sending.resume(id);
      case STOP -> sending.stop(id);
      case RESEND -> sending.resendFailed(id);
      case SUBMIT, WITHDRAW, APPROVE, REJECT, REOPEN, SCHEDULE, UNSCHEDULE, FINISH -> {}
    }
  }
}
