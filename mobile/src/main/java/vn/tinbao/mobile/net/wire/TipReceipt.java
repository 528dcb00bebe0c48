package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The server's word that it holds a tip.
 *
 * @param receiptCode 20 digits in five groups; the only key to the dialogue
 * @param leadAgency public name of the agency that must act
 * @param next what happens next, a sentence
 * @param placeUnderstood where the server takes it to have happened; null when it does not know
 */
@Json
public record TipReceipt(
    String id,
    String receiptCode,
    String leadAgency,
    Instant receivedAt,
    String next,
    @Nullable CallNumber hotline,
    @Nullable String placeUnderstood) {

  @Override
  public String toString() {
    return "TipReceipt[" + id + "]";
  }
}
