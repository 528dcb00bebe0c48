package vn.tinbao.mobile.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a person chose or made just now. It lies readable on the phone: whoever gets it seals
 * what is in it and then calls {@link #forget}.
 *
 * @param ours whether it was made for this app (a photo taken now, a copy of the gallery's): then
 *     nothing of it may stay
 */
public record PickedFile(Path path, boolean ours) {

  /** Removes a file that was made for this app; what the person had before stays theirs. */
  public void forget() throws IOException {
    if (ours) {
      Files.deleteIfExists(path);
    }
  }

  /** Never the name, which may name a person. */
  @Override
  public String toString() {
    return "PickedFile[…]";
  }
}
