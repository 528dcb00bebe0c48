package vn.tinbao.server.conversation;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import vn.tinbao.server.tip.ReporterAnswered;
import vn.tinbao.server.tip.TipContacts;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;

/** What staff write to a reporter who came by SMS goes back by SMS, with the fact or not at all. */
@Singleton
class AnswersBySms implements ApplicationEventListener<ReporterAnswered> {
  private final TipContacts contacts;
  private final SmsOutbox outbox;

  AnswersBySms(TipContacts contacts, SmsOutbox outbox) {
    this.contacts = contacts;
    this.outbox = outbox;
  }

  @Override
  public void onApplicationEvent(ReporterAnswered answer) {
    contacts
        .phoneOf(answer.tipId())
        .ifPresent(
            phone -> {
              var unused =
                  outbox.enqueue(
                      new OutboundSms(
                          answer.messageId(), MessageClass.REPLY, phone, answer.text(), null));
            });
  }
}
