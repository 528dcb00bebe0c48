package vn.tinbao.server.portal;

import org.jspecify.annotations.Nullable;

/**
 * What became of one file of a form.
 *
 * @param mistake why it was not taken, in the reader's language; null when it was
 */
public record TakenFile(String name, @Nullable String mistake) {

  @Override
  public String toString() {
    return "TakenFile[" + (mistake == null) + "]";
  }
}
