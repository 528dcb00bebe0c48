package vn.tinbao.mobile.capture;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being taken, recorded or sealed, as it is kept in the vault until it has arrived.
 *
 * @param id name of the sealed file when it could be cleaned
 * @param asItIs name of the sealed file when it could not
 * @param whoseId see {@link Whose}, with {@code whoseCode}
 * @param begunAt by this phone's clock
 */
@Json
record Pending(
    String id, String asItIs, String whoseId, @Nullable String whoseCode, Instant begunAt) {

  Whose whose() {
    return new Whose(whoseId, whoseCode);
  }

  /** Name of the sealed note that says what the file is; there only when the file is whole. */
  String note() {
    return id + "/note";
  }

  List<String> names() {
    return List.of(id, asItIs, note());
  }

  @Override
  public String toString() {
    return "Pending[" + id + "]";
  }
}
