package vn.tinbao.mobile.json;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import vn.tinbao.mobile.jsonb.GeneratedJsonComponent;

/** Reads and writes the app's records; unknown fields are skipped, absent ones stay out. */
public final class Codec {
  // Added by hand, so that it does not hang on a service file reaching the phone's image.
  private static final Jsonb JSONB = Jsonb.builder().add(new GeneratedJsonComponent()).build();

  private Codec() {}

  public static <T> JsonType<T> of(Class<T> type) {
    return JSONB.type(type);
  }
}
