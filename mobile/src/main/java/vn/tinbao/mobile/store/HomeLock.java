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
          FileChannel.open(
              home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

  /**
   * Gives the directory back and removes it with everything in it.
   *
   * @throws VaultException when the phone refuses
   */
  public void removeHome() {
    close();
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
