package vn.tinbao.server.campaign.sending;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.Audience;
import vn.tinbao.sms.queue.SafeHours;

/**
 * What is to be sent to whom.
 *
 * @param texts by language, as they are to be sent; {@code vi} must be there, others are used for
 *     recipients of that language. {@value #LEAVE} in a text becomes a link by which the recipient
 *     leaves
 * @param perSecond most messages handed over in a second; 0: as fast as the gateway takes them
 * @param hours sent only within these (Vietnam), besides the gateway's own quiet hours; null: those
 *     alone
 * @param validUntil not sent after this; null: always
 */
public record SendingOrder(
    Audience audience,
    Map<String, String> texts,
    int perSecond,
    @Nullable SafeHours hours,
    @Nullable Instant validUntil) {
  /** Stands for the link by which a recipient leaves. */
  public static final String LEAVE = "{huy}";

  /** The language of who has no text of their own. */
  static final String DEFAULT = "vi";

  /** The fastest throttle there is. */
  public static final int FASTEST = 10_000;

  public SendingOrder {
    texts = Map.copyOf(texts);
    String vietnamese = texts.get(DEFAULT);
    if (vietnamese == null || vietnamese.isBlank()) {
      throw new IllegalArgumentException("A campaign needs a Vietnamese text");
    }
    if (perSecond < 0 || perSecond > FASTEST) {
      throw new IllegalArgumentException("perSecond is 0 to " + FASTEST + ", not " + perSecond);
    }
  }
}
