package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.AttachedFile;

/**
 * A file on its way to a tip.
 *
 * @param receiptCode null while the tip itself is on its way: then the code comes with its receipt
 */
@Json
record OutgoingFile(String tipId, @Nullable String receiptCode, AttachedFile file) {
  @Override
  public String toString() {
    return "OutgoingFile[" + file.id() + "]";
  }
}
