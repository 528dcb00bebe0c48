package vn.tinbao.sms.lab.smpp;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the centre is in ordinary times.
 *
 * @param latency of every answer
 * @param window more unanswered submits on one link than this get "queue full"; 0: no limit
 * @param tps more submits within a second than this get "too fast"; 0: no limit
 * @param hexIds the answer to a submit has a hexadecimal id
 * @param hexReceipts the text of a receipt has a hexadecimal id
 * @param receiptAfter when the receipt follows; null: none comes
 * @param receiptParameters the receipt has receipted_message_id and message_state too
 * @param shuffled receipts come in any order
 * @param keep remember every submit (tests); false: only count them (bench)
 * @param password null: every one is right
 */
public record SmscSettings(
    Duration latency,
    int window,
    int tps,
    boolean hexIds,
    boolean hexReceipts,
    @Nullable Duration receiptAfter,
    boolean receiptParameters,
    boolean shuffled,
    boolean keep,
    @Nullable String password) {

  /** Answers at once, sends no receipts, remembers everything. */
  public static SmscSettings plain() {
    return new SmscSettings(Duration.ZERO, 0, 0, false, false, null, false, false, true, null);
  }

  public SmscSettings withReceipts(Duration after, boolean hexIds, boolean hexReceipts) {
    return with(
        draft -> {
          draft.hexIds = hexIds;
          draft.hexReceipts = hexReceipts;
          draft.receiptAfter = after;
        });
  }

  /** Answers with hexadecimal ids. */
  public SmscSettings withHexIds() {
    return with(draft -> draft.hexIds = true);
  }

  public SmscSettings withParameters() {
    return with(draft -> draft.receiptParameters = true);
  }

  public SmscSettings withShuffled() {
    return with(draft -> draft.shuffled = true);
  }

  public SmscSettings withLatency(Duration latency) {
    return with(draft -> draft.latency = latency);
  }

  public SmscSettings withLimits(int window, int tps) {
    return with(
        draft -> {
          draft.window = window;
          draft.tps = tps;
        });
  }

  public SmscSettings withPassword(String password) {
    return with(draft -> draft.password = password);
  }

  public SmscSettings counting() {
    return with(draft -> draft.keep = false);
  }

  private SmscSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** The same settings while some of them change. */
  private static final class Draft {
    private Duration latency;
    private int window;
    private int tps;
    private boolean hexIds;
    private boolean hexReceipts;
    private @Nullable Duration receiptAfter;
    private boolean receiptParameters;
    private boolean shuffled;
    private boolean keep;
    private @Nullable String password;

    Draft(SmscSettings from) {
      latency = from.latency;
      window = from.window;
      tps = from.tps;
      hexIds = from.hexIds;
      hexReceipts = from.hexReceipts;
      receiptAfter = from.receiptAfter;
      receiptParameters = from.receiptParameters;
      shuffled = from.shuffled;
      keep = from.keep;
      password = from.password;
    }

    SmscSettings done() {
      return new SmscSettings(
          latency,
          window,
          tps,
          hexIds,
          hexReceipts,
          receiptAfter,
          receiptParameters,
          shuffled,
          keep,
          password);
    }
  }
}
