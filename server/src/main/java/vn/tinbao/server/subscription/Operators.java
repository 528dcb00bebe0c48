package vn.tinbao.server.subscription;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * Whose range a number lies in, by {@code subscription/operators.yaml}. Asked once, when a number
 * is first seen: the code is kept beside its hash, the digits are not.
 */
@Singleton
public class Operators {
  /** A number of no range that is known, or of another country. */
  public static final String OTHER = "OTHER";

  private static final String FILE = "subscription/operators.yaml";
  private static final String HOME = "+84";
  private static final int LONGEST = 4;

  private final Map<String, String> byRange = new HashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  Operators() {
    InputStream yaml =
        Objects.requireNonNull(
            Operators.class.getResourceAsStream("/" + FILE), FILE + " is missing from the program");
    try (yaml) {
      for (Object entry : (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)) {
        read((Map<?, ?>) entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  private void read(Map<?, ?> entry) {
    String code = String.valueOf(entry.get("code"));
    names.put(code, String.valueOf(entry.get("name")));
    for (Object range : (List<?>) Objects.requireNonNull(entry.get("ranges"))) {
      String digits = String.valueOf(range);
      if (digits.length() > LONGEST || byRange.put(digits, code) != null) {
        throw new IllegalStateException(
            FILE + ": range " + digits + " is too long, or named twice");
      }
    }
  }

  /** Code of the operator, {@link #OTHER} when none is known. */
  public String of(PhoneNumber number) {
    String e164 = number.e164();
    if (e164.startsWith(HOME)) {
      String digits = e164.substring(HOME.length());
      for (int length = Math.min(LONGEST, digits.length()); length > 0; length--) {
        String code = byRange.get(digits.substring(0, length));
        if (code != null) {
          return code;
        }
      }
    }
    return OTHER;
  }

  /** The operator's name for people; the code where nobody wrote one. */
  public String name(String code) {
    return names.getOrDefault(code, code);
  }

  /** All codes but {@link #OTHER}. */
  public List<String> codes() {
    return List.copyOf(names.keySet());
  }
}
