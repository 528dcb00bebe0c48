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
import vn.tinbao.mobile.net.wire.FileDoc;
import vn.tinbao.mobile.net.wire.TipReceipt;
import vn.tinbao.mobile.text.ReceiptCode;

/**
 * What the phone keeps of a tip that the server has: the code, and the dialogue as the server last
 * told it.
 *
 * @param receiptCode twenty digits without blanks
 * @param next what happens next, and the number to call; null when the code was typed in
 * @param told null until the server was asked
 * @param files what the server has of files, whole or in part
 * @param seen how many messages from the agency the person has looked at
 */
@Json
public record ReceivedTip(
    String id,
    String receiptCode,
    String leadAgency,
    Instant receivedAt,
    @Nullable Next next,
    @Nullable Told told,
    List<FileDoc> files,
    List<DialogueMessage> messages,
    int seen) {

  /**
   * What the receipt said.
   *
   * @param place where the server takes it to have happened, null when it does not know
   */
  @Json
  public record Next(String sentence, @Nullable CallNumber hotline, @Nullable String place) {}

  /**
   * How things stand.
   *
   * @param openedAt when the agency first read it, null when nobody has or the server does not say
   */
  @Json
  public record Told(String status, String statusText, @Nullable Instant openedAt) {}

  static ReceivedTip from(TipReceipt receipt) {
    return new ReceivedTip(
        receipt.id(),
        receipt.receiptCode().replaceAll("\\s", ""),
        receipt.leadAgency(),
        receipt.receivedAt(),
        new Next(receipt.next(), receipt.hotline(), receipt.placeUnderstood()),
        null,
        List.of(),
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
            List.of(),
            List.of(),
            0)
        .with(dialogue);
  }

  /**
   * As the server now tells it. A message or file that the phone knows to be there stays, even when
   * this answer was asked for before it arrived: the server never takes one away.
   */
  ReceivedTip with(Dialogue dialogue) {
    Map<String, DialogueMessage> all = new LinkedHashMap<>();
    dialogue.messages().forEach(message -> all.put(message.id(), message));
    messages.forEach(message -> all.putIfAbsent(message.id(), message));
    Map<String, FileDoc> allFiles = new LinkedHashMap<>();
    List<FileDoc> told = dialogue.attachments();
    (told == null ? List.<FileDoc>of() : told).forEach(file -> allFiles.put(file.id(), file));
    files.stream()
        .filter(FileDoc::complete)
        .forEach(file -> allFiles.merge(file.id(), file, (a, b) -> a.complete() ? a : b));
    return new ReceivedTip(
        id,
        receiptCode,
        dialogue.leadAgency(),
        dialogue.receivedAt(),
        next,
        new Told(dialogue.status(), dialogue.statusText(), dialogue.openedAt()),
        List.copyOf(allFiles.values()),
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
        id, receiptCode, leadAgency, receivedAt, next, told, files, List.copyOf(more), seen);
  }

  /** A file that the server has whole now. */
  ReceivedTip with(FileDoc file) {
    List<FileDoc> more = new ArrayList<>(files);
    more.removeIf(each -> each.id().equals(file.id()));
    more.add(file);
    return new ReceivedTip(
        id, receiptCode, leadAgency, receivedAt, next, told, List.copyOf(more), messages, seen);
  }

  ReceivedTip allSeen() {
    return new ReceivedTip(
        id, receiptCode, leadAgency, receivedAt, next, told, files, messages, fromAgency());
  }

  /** Whether somebody of the agency has read it, as far as this phone knows. */
  boolean read() {
    return told != null && (told.openedAt() != null || !told.status().equals("RECEIVED"));
  }

  /** The status in plain words, null until the server was asked. */
  @Nullable String statusText() {
    return told == null ? null : told.statusText();
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
