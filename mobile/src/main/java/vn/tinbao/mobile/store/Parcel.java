package vn.tinbao.mobile.store;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person said and the server must hear exactly once.
 *
 * @param id made on this phone, the same at every try, so that the server can tell a repeat
 * @param kind which courier method takes it
 * @param lane parcels of one lane arrive in the order they were kept; lanes do not wait for others
 * @param body what the courier needs, JSON
 * @param order given by the outbox, rising
 * @param refusal why the server will not take it, in words for people; null while it is on its way
 */
@Json
public record Parcel(
    String id,
    String kind,
    String lane,
    String body,
    Instant savedAt,
    long order,
    @Nullable String refusal) {

  public static Parcel of(String id, String kind, String lane, String body, Instant savedAt) {
    return new Parcel(id, kind, lane, body, savedAt, 0, null);
  }

  public boolean refused() {
    return refusal != null;
  }

  Parcel at(long newOrder) {
    return new Parcel(id, kind, lane, body, savedAt, newOrder, refusal);
  }

  Parcel refusedBecause(String why) {
    return new Parcel(id, kind, lane, body, savedAt, order, why);
  }

  /** Never the body: it is somebody's story. */
  @Override
  public String toString() {
    return "Parcel[" + kind + " " + id + (refused() ? ", refused]" : "]");
  }
}
