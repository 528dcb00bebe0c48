package vn.tinbao.server.tip;

import java.util.List;
import java.util.UUID;

/** What a reporter attached, as told by the room that keeps it. */
public interface ReporterFiles {

  /**
   * One file.
   *
   * @param name as the reporter called it, tamed
   * @param length bytes of the whole
   * @param received bytes stored so far
   */
  record File(UUID id, String name, long length, long received) {

    /** Whether all of it is stored. */
    public boolean complete() {
      return received == length;
    }

    @Override
    public String toString() {
      return "File[" + id + "]";
    }
  }

  /** Those of one tip, oldest first. */
  List<File> of(UUID tipId);
}
