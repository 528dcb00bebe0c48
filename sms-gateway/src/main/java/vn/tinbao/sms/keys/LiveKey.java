package vn.tinbao.sms.keys;

import java.util.Set;

/**
 * A key that may be replaced while this process runs: it is read anew when its file has changed.
 * {@link KeyAnnouncer} does that, and tells the database which keys this process has.
 */
public interface LiveKey {
  /** {@code master}, {@code phone} …; the same on every node. */
  String name();

  /** What this process has now. */
  State state();

  /**
   * Reads the file again if it has changed. A file that cannot be read leaves the old key in place.
   *
   * @return whether there is another key now
   * @throws KeyFileException when the file has changed and cannot be read
   */
  boolean refresh();

  /**
   * Numbers of keys, as Tink counts them.
   *
   * @param ids of all that open
   * @param sealing the one that seals
   */
  record State(Set<Integer> ids, int sealing) {
    public State {
      ids = Set.copyOf(ids);
    }
  }
}
