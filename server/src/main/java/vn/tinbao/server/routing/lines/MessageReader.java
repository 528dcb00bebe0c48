package vn.tinbao.server.routing.lines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one line: {@code {"text": …, "hotlineTerritory": code or null, "at": day or null}}. */
final class MessageReader {
  /** What understanding takes. */
  static final int LONGEST_TEXT = 100_000;

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern CODE = Pattern.compile("[0-9]{1,5}");

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads it. Other fields than the three are passed over.
   *
   * @throws BadLineException when it is no JSON object, a field has another type, or there is no
   *     text
   */
  Message read(String line) throws BadLineException {
    try (JsonParser parser = json.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLineException("is no JSON object");
      }
      String text = null;
      String hotline = null;
      LocalDate at = null;
      boolean hasText = false;
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "text" -> {
            text = string(parser, name);
            hasText = true;
          }
          case "hotlineTerritory" -> hotline = code(string(parser, name));
          case "at" -> at = day(string(parser, name));
          default -> parser.skipChildren();
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw new BadLineException("is no JSON object");
      }
      if (parser.nextToken() != null) {
        throw new BadLineException("something follows the JSON object");
      }
      if (text == null) {
        throw new BadLineException("text", hasText ? "must not be null" : "is missing");
      }
      if (text.length() > LONGEST_TEXT) {
        throw new BadLineException("text", "is longer than " + LONGEST_TEXT + " characters");
      }
      return new Message(text, hotline, at);
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw new BadLineException(
          where == null ? "is no JSON" : "is no JSON (column " + where.getColumnNr() + ")");
    } catch (IOException e) {
      throw new BadLineException("is no JSON");
    }
  }

  private static @Nullable String string(JsonParser parser, String name)
      throws IOException, BadLineException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new BadLineException(name, "must be a string");
    }
    return parser.getText();
  }

  private static @Nullable String code(@Nullable String value) throws BadLineException {
    if (value != null && !CODE.matcher(value).matches()) {
      throw new BadLineException("hotlineTerritory", "must be the official code of a unit");
    }
    return value;
  }

  private static @Nullable LocalDate day(@Nullable String value) throws BadLineException {
    if (value == null) {
      return null;
    }
    try {
      if (DAY.matcher(value).matches()) {
        return LocalDate.parse(value);
      }
    } catch (DateTimeParseException e) {
      // No such day: said below.
    }
    throw new BadLineException("at", "must be a day, YYYY-MM-DD");
  }
}
