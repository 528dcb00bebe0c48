package vn.tinbao.server.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The common list of words in which plans name agencies, {@code resources/plan/agencies.yaml}. */
public final class PlanKeys {
  private static final String FILE = "/plan/agencies.yaml";

  private final Map<String, Key> keys;

  /** How the members of a group are looked for. */
  public enum Take {
    /** All of them. */
    ALL,
    /** All of them that stand in the plan's own unit. */
    OWN,
    /** Those of the first member of which there is any. */
    FIRST
  }

  /**
   * One of them.
   *
   * @param name in Vietnamese
   * @param members of a group; empty: a kind of agency
   * @param outside no agency of the catalogue
   */
  public record Key(String key, String name, List<String> members, Take take, boolean outside) {
    /** Whether it means several kinds of agency. */
    public boolean group() {
      return !members.isEmpty();
    }
  }

  private PlanKeys(Map<String, Key> keys) {
    this.keys = keys;
  }

  private static final class Holder {
    static final PlanKeys BUILT_IN = load();
  }

  /** The list that comes with the program. */
  public static PlanKeys builtIn() {
    return Holder.BUILT_IN;
  }

  /** Whether plans may name it. */
  public boolean knows(String key) {
    return keys.containsKey(key);
  }

  /** All of them, in the order of the file. */
  public Collection<Key> all() {
    return keys.values();
  }

  /** One of them, or null. */
  public @Nullable Key key(String key) {
    return keys.get(key);
  }

  /** In Vietnamese; the key itself when nobody knows it. */
  public String name(String key) {
    Key known = keys.get(key);
    return known == null ? key : known.name();
  }

  private static PlanKeys load() {
    try (InputStream in = PlanKeys.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("Resource " + FILE + " is missing");
      }
      Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      Map<String, Key> found = new LinkedHashMap<>();
      List<?> entries = file.get("keys") instanceof List<?> list ? list : List.of();
      for (Object entry : entries) {
        Key key = key((Map<?, ?>) entry);
        if (found.put(key.key(), key) != null) {
          throw new IllegalStateException(FILE + ": " + key.key() + " stands there twice");
        }
      }
      for (Key key : found.values()) {
        for (String member : key.members()) {
          if (!found.containsKey(member)) {
            throw new IllegalStateException(FILE + ": " + key.key() + " has no member " + member);
          }
        }
      }
      return new PlanKeys(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Key key(Map<?, ?> entry) {
    List<String> members = new ArrayList<>();
    if (entry.get("members") instanceof List<?> list) {
      list.forEach(member -> members.add(String.valueOf(member)));
    }
    Object take = entry.get("take");
    return new Key(
        String.valueOf(entry.get("key")),
        String.valueOf(entry.get("name")),
        List.copyOf(members),
        "own".equals(take) ? Take.OWN : "first".equals(take) ? Take.FIRST : Take.ALL,
        Boolean.TRUE.equals(entry.get("outside")));
  }
}
