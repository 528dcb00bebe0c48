package vn.tinbao.sms.queue;

import java.util.UUID;
import vn.tinbao.sms.provider.SendResult;

/** What one attempt came to, on its way into the ledger. */
record Outcome(UUID id, int attempt, SendResult result) {}
