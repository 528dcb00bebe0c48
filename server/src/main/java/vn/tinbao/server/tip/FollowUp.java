package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.vault.ReceiptCodes;

/** The reporter's way back to a tip: by receipt code and nothing else. */
@Singleton
public class FollowUp {
  private final TipRows rows;
  private final TipMessages messages;
  private final ReceiptCodes receipts;
  private final Catalogue catalogue;
  private final ReporterFiles files;
  private final Collection<MergedTips> merged;

  FollowUp(
      TipRows rows,
      TipMessages messages,
      ReceiptCodes receipts,
      Catalogue catalogue,
      ReporterFiles files,
      Collection<MergedTips> merged) {
    this.merged = merged;
    this.files = files;
    this.rows = rows;
    this.messages = messages;
    this.receipts = receipts;
    this.catalogue = catalogue;
  }

  /** How far a tip is, in words fit for its reporter. */
  public enum Progress {
    RECEIVED,
    IN_PROGRESS,
    CLOSED
  }

  /** What the reporter sees. */
  public record View(
      UUID id,
      Progress progress,
      String leadAgency,
      Instant receivedAt,
      List<Dialogue.Line> messages,
      List<ReporterFiles.File> files) {

    @Override
    public String toString() {
      return "View[" + id + "]";
    }
  }

  /**
   * The tip of this code, as its reporter may see it; one and the same empty for every wrong code.
   */
  public Optional<View> view(@Nullable String typedCode) {
    return find(typedCode)
        .map(
            tip ->
                new View(
                    tip.id(),
                    progress(stateTold(tip)),
                    catalogue
                        .now()
                        .agency(tip.leadAgencyId())
                        .map(Agency::name)
                        .orElse(tip.leadAgencyId()),
                    tip.receivedAt(),
                    messages.open(tip),
                    files.of(tip.id())));
  }

  /**
   * Adds a message of the reporter.
   *
   * @param messageId UUIDv7 of the sender; the same again gives the same answer and no second row
   * @return empty when the code opens nothing, or the id belongs to another tip
   */
  public Optional<Dialogue.Line> write(@Nullable String typedCode, UUID messageId, String text) {
    return find(typedCode)
        .flatMap(tip -> messages.fromReporter(tip.id(), messageId, text, tip.unitId() == null));
  }

  /** The same for a channel that knows its tip without a code: the SMS conversation. */
  public Optional<Dialogue.Line> writeTo(
      UUID tipId, UUID messageId, String text, boolean answersPlace) {
    return messages.fromReporter(tipId, messageId, text, answersPlace);
  }

  /** Id of the tip that this code opens; one and the same empty for every wrong code. */
  public Optional<UUID> tipOf(@Nullable String typedCode) {
    return find(typedCode).map(TipRows.Row::id);
  }

  /** Longest message, in characters. */
  public static int mostCharacters() {
    return TipMessages.MOST_CHARACTERS;
  }

  private Optional<TipRows.Row> find(@Nullable String typedCode) {
    return rows.byReceipt(receipts.hashOfTyped(typedCode));
  }

  private String stateTold(TipRows.Row tip) {
    return merged.stream()
        .map(room -> room.stateOfLead(tip.id()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(tip.state());
  }

  /** Whether its reporter sees a tip in this state as closed. */
  public static boolean ended(String state) {
    return progress(state) == Progress.CLOSED;
  }

  static Progress progress(String state) {
    return switch (state) {
      case "RECEIVED" -> Progress.RECEIVED;
      case "NOT_A_REPORT", "DUPLICATE", "PROSECUTED", "NOT_PROSECUTED", "ADMINISTRATIVE_TRANSFER" ->
          Progress.CLOSED;
      default -> Progress.IN_PROGRESS;
    };
  }
}
