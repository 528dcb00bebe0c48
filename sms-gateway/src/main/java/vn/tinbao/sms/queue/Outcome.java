package vn.tinbao.sms.queue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.SendResult;

/**
 * What one attempt came to, on its way into the ledger.
 *
 * @param carrier whose window it takes up until it is written down; null: nobody's
 */
record Outcome(UUID id, int attempt, SendResult result, @Nullable Carrier carrier) {
  Outcome(UUID id, int attempt, SendResult result) {
    this(id, attempt, result, null);
  }
}
