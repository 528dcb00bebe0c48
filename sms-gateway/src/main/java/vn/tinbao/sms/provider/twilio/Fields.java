package vn.tinbao.sms.provider.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The fields of a call-back just as they came: nothing trimmed, nothing dropped, repeats kept. */
record Fields(List<Field> all) {

  /** One of them, decoded. */
  record Field(String name, String value) {}

  /**
   * Reads {@code application/x-www-form-urlencoded} in UTF-8.
   *
   * @throws IllegalArgumentException when a percent sign is followed by no code
   */
  static Fields of(String form) {
    List<Field> all = new ArrayList<>();
    for (String pair : form.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        all.add(
            equals < 0
                ? new Field(decode(pair), "")
                : new Field(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
      }
    }
    return new Fields(List.copyOf(all));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The first value of that name. */
  Optional<String> first(String name) {
    return all.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
  }

  /** The same, without what is empty. */
  Optional<String> filled(String name) {
    return first(name).filter(value -> !value.isEmpty());
  }

  String text(String name) {
    return Objects.requireNonNull(first(name).orElse(""));
  }

  @Override
  public String toString() {
    return "Fields[" + all.size() + "]";
  }
}
