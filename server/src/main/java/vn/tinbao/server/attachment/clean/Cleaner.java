package vn.tinbao.server.attachment.clean;

import java.io.IOException;
import java.io.OutputStream;

/** Makes the cleaned copy of one kind of file. */
@FunctionalInterface
interface Cleaner {

  /**
   * Writes the copy.
   *
   * @throws Uncleanable when there can be none; what was written so far is to be thrown away
   */
  void clean(Source original, OutputStream copy) throws IOException;
}
