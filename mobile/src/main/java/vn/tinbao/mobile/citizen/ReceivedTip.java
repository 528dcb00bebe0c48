package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.CallNumber;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.net.wire.DialogueMessage;
import vn.tinbao.mobile.net.wire.TipReceipt;
import vn.tinbao.mobile.text.ReceiptCode;

/**
 * What the phone keeps of a tip that the server has: the code, and the dialogue as the server last
 * told it.
 *
 * @param receiptCode twenty digits without blanks
 * @param next what happens next; null when the code was typed in
 * @param status null until the server was asked
 * @param seen how many messages from the agency the person has looked at
 */
@Json
public record ReceivedTip(
    String id,
    String receiptCode,
    String leadAgency,
    Instant receivedAt,
    @Nullable String next,
    @Nullable CallNumber hotline,
    @Nullable String status,
    @Nullable String statusText,
    List<DialogueMessage> messages,
    int seen) {

  static ReceivedTip from(TipReceipt receipt) {
    return new ReceivedTip(
        receipt.id(),
        receipt.receiptCode().replaceAll("\\s", ""),
        receipt.leadAgency(),
        receipt.receivedAt(),
        receipt.next(),
        receipt.hotline(),
        null,
        null,
        List.of(),
        0);
  }

  static ReceivedTip from(ReceiptCode code, Dialogue dialogue) {
    return new ReceivedTip(
            dialogue.id(),
            code.digits(),
            dialogue.leadAgency(),
            dialogue.receivedAt(),
            null,
            null,
            null,
            null,
            List.of(),
            0)
        .with(dialogue);
  }

  /**
   * As the server now tells it. A message that the phone knows to be there stays, even when this
   * answer was asked for before it arrived: the server never takes one away.
   */
  ReceivedTip with(Dialogue dialogue) {
    Map<String, DialogueMessage> all = new LinkedHashMap<>();
    dialogue.messages().forEach(message -> all.put(message.id(), message));
    messages.forEach(message -> all.putIfAbsent(message.id(), message));
    return new ReceivedTip(
        id,
        receiptCode,
        dialogue.leadAgency(),
        dialogue.receivedAt(),
        next,
        hotline,
        dialogue.status(),
        dialogue.statusText(),
        List.copyOf(all.values()),
        seen);
  }

  ReceivedTip with(DialogueMessage message) {
    if (messages.stream().anyMatch(each -> each.id().equals(message.id()))) {
      return this;
    }
    List<DialogueMessage> more = new ArrayList<>(messages);
    more.add(message);
    return new ReceivedTip(
        id,
        receiptCode,
        leadAgency,
        receivedAt,
        next,
        hotline,
        status,
        statusText,
        List.copyOf(more),
        seen);
  }

  ReceivedTip allSeen() {
    return new ReceivedTip(
        id,
        receiptCode,
        leadAgency,
        receivedAt,
        next,
        hotline,
        status,
        statusText,
        messages,
        fromAgency());
  }

  /** How many messages of the agency wait to be looked at. */
  int unread() {
    return Math.max(0, fromAgency() - seen);
  }

  String groupedCode() {
    return new ReceiptCode(receiptCode).grouped();
  }

  private int fromAgency() {
    return (int) messages.stream().filter(message -> !message.fromReporter()).count();
  }

  @Override
  public String toString() {
    return "ReceivedTip[" + id + "]";
  }
}
