package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.StatusNews;

/**
 * What a provider's news does to a message. Pure: reads and changes a page, nothing else. News of
 * an earlier sending than the last counts only when it is good.
 */
final class NewsRules {
  private final SenderSettings settings;

  NewsRules(SenderSettings settings) {
    this.settings = settings;
  }

  /**
   * Applies it.
   *
   * @param n the attempt that it is about; 0 when that is not known
   * @return true when the message moved
   */
  boolean apply(LedgerPage page, UUID message, int n, StatusNews news, Instant now) {
    OutboundRow row = page.row(message);
    if (row == null || row.attempt() == 0) {
      return false;
    }
    boolean failed =
        news.status() == DeliveryStatus.UNDELIVERED || news.status() == DeliveryStatus.FAILED;
    if (news.status() == DeliveryStatus.DELIVERED) {
      page.reached(row);
    }
    Attempt attempt = page.attempt(message, n);
    OutboundRow known = row;
    if (attempt != null) {
      boolean givenUpBefore = attempt.end() == Attempt.End.GIVEN_UP;
      known = proveTaken(page, row, attempt, news, failed, now);
      if (known != row) {
        page.put(known);
      }
      if (givenUpBefore && news.status() != DeliveryStatus.DELIVERED
          || failed && n < row.attempt()) {
        return false;
      }
    }
    if (failed) {
      page.learn(row, news.because());
    }
    OutboundRow moved = moved(known, news, failed, now);
    if (moved == null) {
      return false;
    }
    page.put(moved);
    return true;
  }

  /** That there is news shows that the provider took the message, and under which name. */
  private static OutboundRow proveTaken(
      LedgerPage page,
      OutboundRow row,
      Attempt attempt,
      StatusNews news,
      boolean failed,
      Instant now) {
    Attempt changed = attempt;
    OutboundRow paid = row;
    if (changed.providerId() == null) {
      changed = changed.named(news.providerMessageId());
    }
    if (changed.open()) {
      changed = changed.ended(Attempt.End.ACCEPTED, null, now);
      paid = row.paid(attempt.price());
    }
    if (failed && changed.end() == Attempt.End.ACCEPTED) {
      changed = changed.ended(Attempt.End.GIVEN_UP, code(news), now);
    }
    if (!changed.equals(attempt)) {
      page.put(changed);
    }
    return paid;
  }

  private @Nullable OutboundRow moved(
      OutboundRow row, StatusNews news, boolean failed, Instant now) {
    OutboundState next = OutboundState.of(news.status());
    if (next.rank() <= row.state().rank() || !row.state().mayBecome(next)) {
      return null;
    }
    Instant again = now.plus(settings.retryAfter());
    if (failed
        && news.because() == Because.FOR_NOW
        && row.messageClass().resentWhenUnknown()
        && row.state().mayBecome(OutboundState.QUEUED)
        && row.tries() + 1 < settings.tries()
        && (row.validUntil() == null || again.isBefore(row.validUntil()))) {
      return row.oneMoreTry().to(OutboundState.QUEUED, code(news)).at(again);
    }
    return row.to(next, code(news));
  }

  private static @Nullable String code(StatusNews news) {
    String code = news.code();
    return code == null || code.isEmpty() ? null : code;
  }
}
