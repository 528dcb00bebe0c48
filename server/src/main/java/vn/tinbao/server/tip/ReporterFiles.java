package vn.tinbao.server.tip;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a reporter attached and was given, as told by the room that keeps it. */
public interface ReporterFiles {

  /**
   * One file.
   *
   * @param name as the reporter called it, tamed; a neutral one for what the agency gave
   * @param length bytes of the whole
   * @param received bytes stored so far
   * @param fromAgency given by the agency; else the reporter's own
   * @param type media type of what is given out; null for the reporter's own, which never is
   */
  record File(
      UUID id, String name, long length, long received, boolean fromAgency, @Nullable String type) {

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
