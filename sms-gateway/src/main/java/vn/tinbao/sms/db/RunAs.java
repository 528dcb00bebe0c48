package vn.tinbao.sms.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Under which account PostgreSQL runs, since it refuses to run as root.
 *
 * <p>An ordinary user: as that user. Root: in a user namespace of its own, where it is nobody while
 * the files stay root's; where namespaces are forbidden, as an unprivileged account that owns the
 * data directory.
 *
 * @param prefix words before the command
 * @param uid the account that must own the data directory
 * @param gid its group
 */
record RunAs(List<String> prefix, int uid, int gid) {
  /** Accounts to drop to, best first; the first one that exists. */
  private static final List<String> ACCOUNTS = List.of("tinbao", "postgres", "nobody");

  /**
   * @param data the data directory; when it exists its owner decides
   */
  static RunAs choose(Path data) throws IOException {
    return choose(data, true);
  }

  /** As {@link #choose(Path)}; without namespaces when the test for the second way says so. */
  static RunAs choose(Path data, boolean namespaces) throws IOException {
    int me = FileTrees.owner(Path.of("/proc/self"));
    Optional<Integer> owner =
        Files.isDirectory(data) ? Optional.of(FileTrees.owner(data)) : Optional.empty();
    if (me != 0) {
      if (owner.isPresent() && owner.get() != me) {
        throw new DatabaseStartException(
            "The database directory "
                + data
                + " belongs to user id "
                + owner.get()
                + ", this process runs as user id "
                + me
                + ". Start TinBao as its owner, or give it to this user with chown -R.");
      }
      return new RunAs(List.of(), me, me);
    }
    if (owner.isPresent() && owner.get() != 0) {
      return dropTo(owner.get(), (Integer) Files.getAttribute(data, "unix:gid"));
    }
    String unshare = Commands.find("unshare");
    if (namespaces && !unshare.isEmpty() && Commands.succeeds(List.of(unshare, "-U", "true"))) {
      return new RunAs(List.of(unshare, "-U"), 0, 0);
    }
    for (String account : ACCOUNTS) {
      Optional<String[]> entry = passwd(account);
      if (entry.isPresent()) {
        return dropTo(Integer.parseInt(entry.get()[2]), Integer.parseInt(entry.get()[3]));
      }
    }
    throw noWay();
  }

  private static RunAs dropTo(int uid, int gid) {
    String setpriv = Commands.find("setpriv");
    if (setpriv.isEmpty()) {
      throw noWay();
    }
    return new RunAs(
        List.of(setpriv, "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--inh-caps=-all"),
        uid,
        gid);
  }

  private static DatabaseStartException noWay() {
    return new DatabaseStartException(
        "PostgreSQL does not run as root, and this machine allows neither a user namespace"
            + " (unshare -U) nor setpriv. Start TinBao as an ordinary user, or set TINBAO_DB_URL.");
  }

  private static Optional<String[]> passwd(String account) throws IOException {
    try (var lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines
          .filter(line -> line.startsWith(account + ":"))
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 3)
          .findFirst();
    }
  }

  List<String> command(String... words) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(words));
    return all;
  }

  /** Hands a tree that this process made to the account; nothing to do unless root dropped. */
  void giveAway(Path directory) throws IOException {
    if (FileTrees.owner(directory) != uid) {
      FileTrees.chown(directory, uid, gid);
    }
  }

  /**
   * @throws DatabaseStartException when the account cannot reach the programs, for example below a
   *     home directory of root
   */
  void checkReach(String program) {
    if (!prefix.isEmpty() && !Commands.succeeds(command(program, "--version"))) {
      throw new DatabaseStartException(
          "PostgreSQL would run as user id "
              + uid
              + ", which cannot reach "
              + program
              + ". Set TINBAO_HOME to a directory that every user may enter, for example"
              + " /var/lib/tinbao.");
    }
  }
}
