package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/** The code to keep. */
@Json
public record ReceiptCodeDoc(String receiptCode) {

  @Override
  public String toString() {
    return "ReceiptCodeDoc[…]";
  }
}
