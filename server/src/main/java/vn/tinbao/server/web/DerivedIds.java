package vn.tinbao.server.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of what one form makes many of: the same form and thing give the same id. */
public final class DerivedIds {
  private DerivedIds() {}

  /** Name-based (version 3): of the form's id and the thing's. */
  public static UUID of(UUID form, UUID thing) {
    ByteBuffer name = ByteBuffer.allocate(4 * Long.BYTES + 4);
    name.put("desk".getBytes(StandardCharsets.US_ASCII));
    name.putLong(form.getMostSignificantBits()).putLong(form.getLeastSignificantBits());
    name.putLong(thing.getMostSignificantBits()).putLong(thing.getLeastSignificantBits());
    return UUID.nameUUIDFromBytes(name.array());
  }
}
