package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;

/**
 * The words of a tip, opened for the house itself: to make keyed hashes of them and to compare
 * them. What a person gets to see goes through {@link TipDesk}.
 */
@Singleton
public class TipTexts {
  private final TipRows rows;
  private final TipMessages messages;
  private final TipVault vault;
  private final TipJson json;

  TipTexts(TipRows rows, TipMessages messages, TipVault vault, TipJson json) {
    this.rows = rows;
    this.messages = messages;
    this.vault = vault;
    this.json = json;
  }

  /**
   * A tip's words.
   *
   * @param key the open key of the tip
   * @param reporter all that the reporter said, one message a line
   * @param all what was said by either side, and the place in the sender's own words
   */
  public record Text(UUID tipId, TipKey key, String reporter, String all) {

    @Override
    public String toString() {
      return "Text[" + tipId + "]";
    }
  }

  /** Empty when there is no such tip or its key is gone. */
  public Optional<Text> open(UUID tipId) {
    return rows.byId(tipId).map(this::text);
  }

  private Text text(TipRows.Row tip) {
    TipKey key = vault.open(tip.id(), tip.wrapped());
    StringBuilder reporter = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (Dialogue.Line line : messages.open(tip)) {
      if (line.from() == Dialogue.From.REPORTER) {
        reporter.append(reporter.isEmpty() ? "" : "\n").append(line.text());
      }
      all.append(line.text()).append('\n');
    }
    // The words only: coordinates are no words to be found by.
    place(tip.id(), key).map(ToldPlace::text).ifPresent(all::append);
    return new Text(tip.id(), key, reporter.toString(), all.toString());
  }

  /** The place as the reporter told it, whatever was read anew since; empty when they did not. */
  Optional<ToldPlace> place(UUID tipId, TipKey key) {
    return rows.newestPlace(tipId)
        .flatMap(
            reading -> {
              byte @Nullable [] sealed = reading.placeText();
              return sealed == null
                  ? Optional.empty()
                  : Optional.of(key.open(sealed, TipRows.READING_PLACE, reading.id()));
            })
        .map(fields -> json.read(fields, ToldPlace.class))
        .filter(ToldPlace::says);
  }
}
