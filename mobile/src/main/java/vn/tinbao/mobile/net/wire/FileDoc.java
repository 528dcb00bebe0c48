package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * A file of a tip as the server has it; its content is not given back.
 *
 * @param length bytes of the whole
 * @param received bytes stored so far
 */
@Json
public record FileDoc(String id, String name, long length, long received, boolean complete) {

  @Override
  public String toString() {
    return "FileDoc[" + id + "]";
  }
}
