package vn.tinbao.server.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An SMS began a tip. Published inside the transaction that stores it: what a listener writes is
 * written with the tip or not at all.
 *
 * @param firstWord the first word of the message in capitals without marks, where it could be one
 *     that a campaign gave out: 3 to 12 letters and digits; null otherwise. Nothing that stores it
 *     may be readable, unless it knew the word before.
 */
public record TipFromSms(UUID tipId, @Nullable String firstWord) {

  /** Says which tip, never what. */
  @Override
  public String toString() {
    return "TipFromSms[" + tipId + "]";
  }
}
