package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A file of a tip as the server has it. What the reporter sent is not given back; what the agency
 * gave can be fetched.
 *
 * @param length bytes of the whole
 * @param received bytes stored so far
 * @param from REPORTER or STAFF; a server that does not say means the reporter
 * @param type media type of what is given out; null for the reporter's own
 */
@Json
public record FileDoc(
    String id,
    String name,
    long length,
    long received,
    boolean complete,
    @Nullable String from,
    @Nullable String type) {

  /** Whether the agency gave it to the reporter. */
  public boolean given() {
    return "STAFF".equals(from);
  }

  /** Whether it is a picture that this app can show by itself. */
  public boolean picture() {
    return "image/jpeg".equals(type) || "image/png".equals(type);
  }

  @Override
  public String toString() {
    return "FileDoc[" + id + "]";
  }
}
