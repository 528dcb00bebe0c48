package vn.tinbao.mobile.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Makes sure that one directory serves one running app: two would overwrite each other's records.
 */
public final class HomeLock implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path home;
  private final FileChannel channel;
  private final FileLock lock;

  private HomeLock(Path home, FileChannel channel, FileLock lock) {
    this.home = home;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the directory, making it when there is none; empty when another app holds it.
   *
   * @throws VaultException when the directory cannot be used at all
   */
  public static Optional<HomeLock> take(Path home) {
    try {
      DurableFiles.makePrivate(home);
      FileChannel channel =
          FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(new HomeLock(home, channel, lock));
        }
      } catch (OverlappingFileLockException heldInThisProcess) {
        // The same answer as for another process.
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new VaultException("the phone's storage cannot be used", e);
    }
  }

  /** Goes on with a removal that the phone did not live to see the end of. */
  public void goOnWiping() {
    Erasure erasure = new Erasure(home);
    if (erasure.begun()) {
      erasure.destroyKeys();
      erasure.removeFiles(home.resolve(LOCK));
    }
  }

  /**
   * Destroys the keys of all vaults in this directory: from then on nothing in it can be read, and
   * a start removes the rest. Does not fail.
   */
  public void destroyKeys() {
    new Erasure(home).destroyKeys();
  }

  /**
   * Destroys the keys, removes the directory with everything in it, and gives it back.
   *
   * @throws VaultException when the phone refuses; what is left is removed at the next start
   */
  public void removeHome() {
    Erasure erasure = new Erasure(home);
    erasure.destroyKeys();
    try {
      erasure.removeFiles(home.resolve(LOCK));
    } finally {
      close();
    }
    try {
      DurableFiles.deleteTree(home);
    } catch (IOException e) {
      throw new VaultException("the phone could not remove everything", e);
    }
  }

  /** Gives the directory back; closing twice does no harm. */
  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        lock.release();
        channel.close();
      }
    } catch (IOException e) {
      throw new VaultException("the lock could not be given back", e);
    }
  }
}
