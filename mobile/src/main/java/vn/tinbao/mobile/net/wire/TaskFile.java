package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * A file that the officer brought to a task, on whichever phone, and that the server has whole.
 *
 * @param length bytes
 */
@Json
public record TaskFile(String id, String name, long length) {

  @Override
  public String toString() {
    return "TaskFile[" + id + "]";
  }
}
