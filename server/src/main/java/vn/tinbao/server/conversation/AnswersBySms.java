package vn.tinbao.server.conversation;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import vn.tinbao.server.tip.ReporterAnswered;
import vn.tinbao.server.tip.TipContacts;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * What staff write to a reporter with a phone goes there by SMS, with the fact or not at all; what
 * that phone says next is the answer, whatever channel the tip came by.
 */
@Singleton
class AnswersBySms implements ApplicationEventListener<ReporterAnswered> {
  private final TipContacts contacts;
  private final Replies replies;
  private final ConversationRows rows;
  private final Clock clock;

  AnswersBySms(TipContacts contacts, Replies replies, ConversationRows rows, Clock clock) {
    this.contacts = contacts;
    this.replies = replies;
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ReporterAnswered answer) {
    contacts.phoneOf(answer.tipId()).ifPresent(phone -> send(answer, phone));
  }

  private void send(ReporterAnswered answer, SealedPhone phone) {
    replies.answer(answer.tipId(), answer.messageId(), phone, answer.text());
    rows.asked(phone.hash(), answer.tipId(), SqlTime.now(clock));
  }
}
