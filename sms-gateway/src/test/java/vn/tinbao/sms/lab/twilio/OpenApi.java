package vn.tinbao.sms.lab.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As much of an OpenAPI document as Twilio's uses to describe messages. */
public final class OpenApi {
  private final JsonNode document;

  private OpenApi(JsonNode document) {
    this.document = document;
  }

  /** Twilio's own document, where the machine has it: it is no part of this project. */
  public static Optional<OpenApi> ofTwilio() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data/twilio/twilio_api_v2010.json");
      if (Files.exists(file)) {
        return Optional.of(new OpenApi(new ObjectMapper().readTree(file.toFile())));
      }
    }
    return Optional.empty();
  }

  public JsonNode operation(String path, String method) {
    JsonNode operation = document.path("paths").path(path).path(method);
    if (operation.isMissingNode()) {
      throw new IllegalArgumentException(method + " " + path);
    }
    return operation;
  }

  JsonNode answer(String path, String method, int status) {
    JsonNode schema =
        operation(path, method).at("/responses/" + status + "/content/application~1json/schema");
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException(method + " " + path + " " + status);
    }
    return schema;
  }

  /** What is wrong with the value; also what it has that the schema does not know, or lacks. */
  List<String> violations(JsonNode schema, JsonNode value) {
    List<String> found = new ArrayList<>();
    check("$", schema, value, found);
    return found;
  }

  private void check(String at, JsonNode written, JsonNode value, List<String> found) {
    JsonNode schema = written;
    if (written.has("$ref")) {
      schema = document.at(written.get("$ref").asText().substring(1));
    }
    if (value.isNull()) {
      if (!schema.path("nullable").asBoolean() && !schema.has("enum")) {
        found.add(at + " is null");
      }
      return;
    }
    switch (schema.path("type").asText("object")) {
      case "object" -> checkObject(at, schema, value, found);
      case "array" -> {
        if (!value.isArray()) {
          found.add(at + " is no array");
        }
        for (int i = 0; i < value.size(); i++) {
          check(at + "[" + i + "]", schema.path("items"), value.get(i), found);
        }
      }
      case "integer" -> {
        if (!value.isIntegralNumber()) {
          found.add(at + " is no integer");
        }
      }
      case "string" -> checkText(at, schema, value, found);
      default -> found.add(at + ": the schema's " + schema.path("type") + " is not understood");
    }
  }

  private void checkObject(String at, JsonNode schema, JsonNode value, List<String> found) {
    if (!value.isObject()) {
      found.add(at + " is no object");
      return;
    }
    if (!schema.has("properties")) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
      if (value.has(property.getKey())) {
        check(
            at + "." + property.getKey(), property.getValue(), value.get(property.getKey()), found);
      } else {
        found.add(at + " lacks " + property.getKey());
      }
    }
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!schema.get("properties").has(name)) {
                found.add(at + " has " + name);
              }
            });
  }

  private static void checkText(String at, JsonNode schema, JsonNode value, List<String> found) {
    if (!value.isTextual()) {
      found.add(at + " is no text");
      return;
    }
    String text = value.asText();
    if (schema.has("pattern") && !text.matches(schema.get("pattern").asText())) {
      found.add(at + " does not match " + schema.get("pattern").asText());
    }
    if (schema.has("enum")) {
      boolean known = false;
      for (JsonNode one : schema.get("enum")) {
        known |= one.asText().equals(text);
      }
      if (!known) {
        found.add(at + " is none of " + schema.get("enum"));
      }
    }
    if (schema.path("format").asText().equals("date-time-rfc-2822")
        && !text.matches(
            "[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000")) {
      found.add(at + " is no date of RFC 2822");
    }
  }
}
