package vn.tinbao.mobile.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * The folder in which a phone lays photos that it made or copied for this app, readable. What is
 * found there is taken out of the camera's reach at once: Attach empties the folder of its own
 * accord before the next photo, whether the last one was sealed or not.
 */
public final class CameraCache {
  private static final Set<String> MEDIA =
      Set.of("jpg", "jpeg", "png", "heic", "mp4", "mov", "3gp", "m4a", "amr", "aac", "wav");

  /** Ending of files that this app has taken over and not yet sealed. */
  private static final String TAKEN = "taken";

  private final Path folder;

  public CameraCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes a file over that the camera has just made.
   *
   * @return where it lies now; the given place when the phone refuses to move it
   */
  public PickedFile take(Path made) {
    Path taken = made.resolveSibling(UUID.randomUUID() + "." + TAKEN);
    try {
      return new PickedFile(Files.move(made, taken), true);
    } catch (IOException refused) {
      return new PickedFile(made, true);
    }
  }

  /** Everything that lies there and was never fetched, the oldest first; taken over. */
  public List<PickedFile> leftovers() {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        for (Path file : all) {
          if (Files.isRegularFile(file) && ours(file)) {
            found.add(file);
          }
        }
      } catch (IOException unreadable) {
        // The next start looks again.
      }
    }
    found.sort(Comparator.comparing(CameraCache::changed));
    return found.stream().map(this::take).toList();
  }

  private static boolean ours(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return ending.equals(TAKEN) || MEDIA.contains(ending);
  }

  private static long changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException gone) {
      return 0;
    }
  }
}
