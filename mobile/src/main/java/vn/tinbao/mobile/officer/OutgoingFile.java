package vn.tinbao.mobile.officer;

import io.avaje.jsonb.Json;
import java.time.Instant;
import vn.tinbao.mobile.capture.AttachedFile;

/**
 * A photo or recording on its way to a task.
 *
 * @param takenAt by this phone's clock
 */
@Json
record OutgoingFile(String taskId, AttachedFile file, Instant takenAt) {
  @Override
  public String toString() {
    return "OutgoingFile[" + file.id() + "]";
  }
}
