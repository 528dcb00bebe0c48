package vn.tinbao.server.tip;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.clocks.TipClock;

/** Everything a tip's first transaction writes. */
@SuppressWarnings("ArrayRecordComponent")
record NewTip(
    TipSubmission submission,
    Reading reading,
    Sealed sealed,
    byte[] receiptHash,
    byte[] replayHash,
    List<TipClock> clocks,
    Instant receivedAt) {

  /**
   * The ciphertexts, and the routing decision with its question, which hold codes and rules only.
   */
  record Sealed(
      byte[] wrappedKey,
      byte[] narrative,
      byte[] understood,
      byte @Nullable [] place,
      String decision,
      String question,
      byte @Nullable [] identity,
      byte @Nullable [] official) {}

  @Override
  public String toString() {
    return "NewTip[" + submission.id() + "]";
  }
}
