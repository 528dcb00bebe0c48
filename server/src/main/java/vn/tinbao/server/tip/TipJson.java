package vn.tinbao.server.tip;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON in which readings, places and decisions are stored. */
@Singleton
final class TipJson {
  private final ObjectMapper json;

  TipJson(ObjectMapper json) {
    this.json = json;
  }

  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #write} made.
   *
   * @throws IllegalStateException when it holds nothing
   */
  <T> T read(String text, Class<T> type) {
    try {
      T value = json.readValue(text, type);
      if (value == null) {
        throw new IllegalStateException("A sealed reading is empty");
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
