package vn.tinbao.mobile.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The server's published description: what fits its schemas, and samples that do. */
final class OpenApi {
  private static final String PATH = "/META-INF/swagger/tinbao-0.1.yml";
  private static final String JSON = "application/json";
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  private final Map<String, Object> all;

  private OpenApi(Map<String, Object> all) {
    this.all = all;
  }

  static OpenApi read() {
    try (InputStream in = OpenApi.class.getResourceAsStream(PATH)) {
      if (in == null) {
        throw new IllegalStateException("The server's description is not at " + PATH);
      }
      return new OpenApi(new Yaml().load(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How much of a schema a sample has. */
  enum Fill {
    EVERYTHING,
    NULLS_WHERE_ALLOWED,
    REQUIRED_ONLY
  }

  /** Names of everything it describes. */
  java.util.Set<String> schemas() {
    return map(map(all.get("components")).get("schemas")).keySet();
  }

  /** Schema of the body that this route takes. */
  Map<String, Object> request(String method, String path) {
    return resolved(schema(map(operation(method, path).get("requestBody")), method + " " + path));
  }

  /** Schema of what this route answers when it does what was asked. */
  Map<String, Object> answer(String method, String path) {
    Map<String, Object> responses = map(operation(method, path).get("responses"));
    return Optional.ofNullable(responses.get("201"))
        .or(() -> Optional.ofNullable(responses.get("200")))
        .map(response -> resolved(schema(map(response), method + " " + path)))
        .orElseThrow(() -> new AssertionError(method + " " + path + " has no answer"));
  }

  /** Names of the headers that this route reads, in small letters. */
  java.util.Set<String> headers(String method, String path) {
    java.util.Set<String> names = new java.util.TreeSet<>();
    for (Object parameter : list(operation(method, path).get("parameters"))) {
      Map<String, Object> each = map(parameter);
      if ("header".equals(each.get("in"))) {
        names.add(String.valueOf(each.get("name")).toLowerCase(java.util.Locale.ROOT));
      }
    }
    return names;
  }

  /** Statuses that this route says it answers. */
  java.util.Set<String> statuses(String method, String path) {
    return map(operation(method, path).get("responses")).keySet();
  }

  private Map<String, Object> operation(String method, String path) {
    Map<String, Object> item = map(map(all.get("paths")).get(path));
    Map<String, Object> operation = map(item.get(method.toLowerCase(java.util.Locale.ROOT)));
    if (operation.isEmpty()) {
      throw new AssertionError("The server describes no " + method + " " + path);
    }
    return operation;
  }

  private static Object schema(Map<String, Object> body, String where) {
    Object schema = map(map(body.get("content")).get(JSON)).get("schema");
    if (schema == null) {
      throw new AssertionError("The server does not say what the JSON of " + where + " is");
    }
    return schema;
  }

  /** With references followed, and parts that belong together in one. */
  Map<String, Object> resolved(Object schema) {
    Map<String, Object> written = map(schema);
    Object reference = written.get("$ref");
    if (reference != null) {
      String name = String.valueOf(reference).replaceFirst("^#/components/schemas/", "");
      Map<String, Object> target = map(map(map(all.get("components")).get("schemas")).get(name));
      if (target.isEmpty()) {
        throw new AssertionError("The server describes no schema " + name);
      }
      return resolved(target);
    }
    if (written.get("allOf") == null) {
      return written;
    }
    Map<String, Object> one = new LinkedHashMap<>(written);
    one.remove("allOf");
    Map<String, Object> properties = new LinkedHashMap<>(map(one.get("properties")));
    List<Object> required = new ArrayList<>(list(one.get("required")));
    for (Object part : list(written.get("allOf"))) {
      resolved(part)
          .forEach(
              (key, value) -> {
                if (key.equals("properties")) {
                  properties.putAll(map(value));
                } else if (key.equals("required")) {
                  required.addAll(list(value));
                } else {
                  one.putIfAbsent(key, value);
                }
              });
    }
    if (!properties.isEmpty()) {
      one.put("properties", properties);
      one.put("required", required);
    }
    return one;
  }

  // ---- does it fit?

  /** What is wrong with this value; empty when it fits. */
  List<String> misfits(Object schema, Object value) {
    List<String> wrong = new ArrayList<>();
    check(resolved(schema), value, "", wrong);
    return wrong;
  }

  private void check(Map<String, Object> schema, Object value, String at, List<String> wrong) {
    if (value == null) {
      if (!Boolean.TRUE.equals(schema.get("nullable"))) {
        wrong.add(at + " must not be null");
      }
      return;
    }
    switch (type(schema)) {
      case "object" -> checkObject(schema, value, at, wrong);
      case "array" -> {
        if (value instanceof List<?> items) {
          items.forEach(item -> check(resolved(schema.get("items")), item, at + "[]", wrong));
        } else {
          wrong.add(at + " must be a list");
        }
      }
      case "string" -> checkText(schema, value, at, wrong);
      case "boolean" -> expect(value instanceof Boolean, at + " must be true or false", wrong);
      case "integer" ->
          expect(
              value instanceof Integer || value instanceof Long,
              at + " must be a whole number",
              wrong);
      case "number" -> checkNumber(schema, value, at, wrong);
      default -> wrong.add(at + " has a type that this test does not know");
    }
  }

  private void checkObject(
      Map<String, Object> schema, Object value, String at, List<String> wrong) {
    if (!(value instanceof Map<?, ?>)) {
      wrong.add(at + " must be an object");
      return;
    }
    Map<String, Object> object = map(value);
    Map<String, Object> properties = map(schema.get("properties"));
    for (Object name : list(schema.get("required"))) {
      expect(object.get(String.valueOf(name)) != null, at + "." + name + " is missing", wrong);
    }
    object.forEach(
        (name, inner) -> {
          if (properties.containsKey(name)) {
            check(resolved(properties.get(name)), inner, at + "." + name, wrong);
          } else if (schema.get("additionalProperties") instanceof Map<?, ?> any) {
            check(resolved(any), inner, at + "." + name, wrong);
          } else {
            wrong.add(at + "." + name + " is not known to the server");
          }
        });
  }

  private static void checkText(
      Map<String, Object> schema, Object value, String at, List<String> wrong) {
    if (!(value instanceof String text)) {
      wrong.add(at + " must be text");
      return;
    }
    if (!list(schema.get("enum")).isEmpty()) {
      expect(list(schema.get("enum")).contains(text), at + " must not be " + text, wrong);
    }
    Object pattern = schema.get("pattern");
    if (pattern != null) {
      expect(text.matches(String.valueOf(pattern)), at + " must match " + pattern, wrong);
    }
    expect(text.length() >= number(schema, "minLength", 0), at + " is too short", wrong);
    expect(
        text.length() <= number(schema, "maxLength", Integer.MAX_VALUE),
        at + " is too long",
        wrong);
    switch (String.valueOf(schema.get("format"))) {
      case "uuid" -> expect(isUuid(text), at + " must be a UUID", wrong);
      case "date-time" ->
          expect(INSTANT.matcher(text).matches(), at + " must be a time with its zone", wrong);
      case "date" -> expect(DAY.matcher(text).matches(), at + " must be a day", wrong);
      default -> {
        // Any text.
      }
    }
  }

  private static void checkNumber(
      Map<String, Object> schema, Object value, String at, List<String> wrong) {
    if (!(value instanceof Number number)) {
      wrong.add(at + " must be a number");
      return;
    }
    double least = schema.get("minimum") instanceof Number n ? n.doubleValue() : -1e300;
    double most = schema.get("maximum") instanceof Number n ? n.doubleValue() : 1e300;
    expect(
        number.doubleValue() >= least && number.doubleValue() <= most,
        at + " is out of range",
        wrong);
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void expect(boolean fits, String otherwise, List<String> wrong) {
    if (!fits) {
      wrong.add(otherwise);
    }
  }

  // ---- samples

  /** A value that fits, with as much as asked. */
  Object sample(Object schema, Fill fill, Random random) {
    Map<String, Object> resolved = resolved(schema);
    return switch (type(resolved)) {
      case "object" -> sampleObject(resolved, fill, random);
      case "array" -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0 && fill != Fill.REQUIRED_ONLY; i--) {
          items.add(sample(resolved.get("items"), fill, random));
        }
        yield items;
      }
      case "boolean" -> random.nextBoolean();
      case "integer" ->
          "int64".equals(resolved.get("format")) ? random.nextLong() : random.nextInt();
      case "number" -> random.nextDouble();
      case "string" -> sampleText(resolved, random);
      default -> throw new AssertionError("a type that this test does not know: " + resolved);
    };
  }

  private Map<String, Object> sampleObject(Map<String, Object> schema, Fill fill, Random random) {
    List<Object> required = list(schema.get("required"));
    Map<String, Object> object = new LinkedHashMap<>();
    map(schema.get("properties"))
        .forEach(
            (name, property) -> {
              boolean needed = required.contains(name);
              boolean nullable = Boolean.TRUE.equals(resolved(property).get("nullable"));
              if (fill == Fill.NULLS_WHERE_ALLOWED && nullable) {
                object.put(name, null);
              } else if (needed || fill != Fill.REQUIRED_ONLY) {
                object.put(name, sample(property, fill, random));
              }
            });
    return object;
  }

  private static String sampleText(Map<String, Object> schema, Random random) {
    List<Object> choices = list(schema.get("enum"));
    if (!choices.isEmpty()) {
      return String.valueOf(choices.get(random.nextInt(choices.size())));
    }
    return switch (String.valueOf(schema.get("format"))) {
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "date-time" ->
          "20%02d-%02d-%02dT%02d:%02d:%02d%s%s"
              .formatted(
                  random.nextInt(100),
                  1 + random.nextInt(12),
                  1 + random.nextInt(28),
                  random.nextInt(24),
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextBoolean() ? "" : "." + (1 + random.nextInt(999_998)),
                  random.nextBoolean() ? "Z" : "+07:00");
      case "date" -> "2025-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
      default -> random.nextBoolean() ? "Xã Bình Trung \"ở\" \\ biên giới\n\t🙏" : "x";
    };
  }

  private static String type(Map<String, Object> schema) {
    return String.valueOf(schema.getOrDefault("type", "object"));
  }

  private static long number(Map<String, Object> schema, String key, long otherwise) {
    return schema.get(key) instanceof Number number ? number.longValue() : otherwise;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return value instanceof List<?> list ? (List<Object>) list : List.of();
  }
}
