package vn.tinbao.server.victim;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Law as data: grounds, kinds of support, who is entitled to what ({@code rules.yaml}). */
@Singleton
public class VictimRules {
  private static final String NAME = "victim/rules.yaml";

  private final List<Kind> evidence;
  private final List<Kind> support;
  private final List<Entitlement> entitlements;
  private final String evidenceBasis;
  private final List<String> ethnicities;
  private final Map<String, String> screening;
  private final int aloneFrom;
  private final int child;
  private final int offence;

  /**
   * A ground or a kind of support.
   *
   * @param letter of the article's list
   */
  public record Kind(String code, String letter) {}

  /**
   * Who is entitled to what, during one period of law.
   *
   * @param citizen null: whatever the nationality
   * @param abroad null: wherever the record is kept
   * @param kinds codes of support
   */
  public record Entitlement(
      String who,
      VictimState status,
      @Nullable Boolean citizen,
      @Nullable Boolean abroad,
      List<String> kinds,
      String basis,
      boolean verified,
      LocalDate validFrom,
      @Nullable LocalDate validTo) {

    boolean fits(VictimState state, boolean isCitizen, boolean isAbroad, LocalDate day) {
      return status == state
          && (citizen == null || citizen == isCitizen)
          && (abroad == null || abroad == isAbroad)
          && !day.isBefore(validFrom)
          && (validTo == null || day.isBefore(validTo));
    }
  }

  VictimRules() {
    this(VictimRules.class.getResourceAsStream("/" + NAME));
  }

  VictimRules(@Nullable InputStream yaml) {
    try (InputStream in = Objects.requireNonNull(yaml, NAME + " is missing from the program")) {
      Map<?, ?> file = (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      evidence = kinds(required(file, "evidence"));
      support = kinds(required(file, "support"));
      evidenceBasis = required((Map<?, ?>) required(file, "evidence-basis"), "basis").toString();
      List<Entitlement> read = new ArrayList<>();
      for (Object entry : (List<?>) required(file, "entitlement")) {
        read.add(entitlement((Map<?, ?>) entry));
      }
      entitlements = List.copyOf(read);
      ethnicities =
          ((List<?>) required(file, "ethnicities")).stream().map(Object::toString).toList();
      Map<String, String> suggested = new HashMap<>();
      ((Map<?, ?>) required(file, "screening"))
          .forEach((question, word) -> suggested.put(question.toString(), word.toString()));
      screening = Map.copyOf(suggested);
      aloneFrom = number((Map<?, ?>) required(file, "consent"), "alone-from");
      Map<?, ?> ages = (Map<?, ?>) required(file, "ages");
      child = number(ages, "child");
      offence = number(ages, "offence");
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read", e);
    }
  }

  /** Grounds on which somebody is found to be a victim (law 53/2024 art. 32), in its order. */
  public List<Kind> evidence() {
    return evidence;
  }

  /** Where the grounds stand. */
  public String evidenceBasis() {
    return evidenceBasis;
  }

  /** Kinds of support (law 53/2024 art. 37), in its order. */
  public List<Kind> support() {
    return support;
  }

  /**
   * What somebody is entitled to; empty for whoever is found to be no victim.
   *
   * @param citizen of Vietnam, or nobody knows otherwise
   * @param abroad whether a mission abroad keeps the record
   */
  public Optional<Entitlement> entitlement(
      VictimState state, boolean citizen, boolean abroad, LocalDate day) {
    return entitlements.stream().filter(e -> e.fits(state, citizen, abroad, day)).findFirst();
  }

  /** Ethnic groups, in the order of the official list; the last one is any other. */
  public List<String> ethnicities() {
    return ethnicities;
  }

  /**
   * The exploitation that a "yes" to this question of the officers' checklist suggests, in the word
   * of {@link Exploitation}.
   */
  public Optional<String> screening(String question) {
    return Optional.ofNullable(screening.get(question));
  }

  /** Age in years from which somebody consents alone. */
  int aloneFrom() {
    return aloneFrom;
  }

  /** Age in years under which law 53/2024 asks for no means. */
  int child() {
    return child;
  }

  /** Age in years under which criminal code art. 151 applies. */
  int offence() {
    return offence;
  }

  boolean isEvidence(String code) {
    return evidence.stream().anyMatch(kind -> kind.code().equals(code));
  }

  boolean isSupport(String code) {
    return support.stream().anyMatch(kind -> kind.code().equals(code));
  }

  private Entitlement entitlement(Map<?, ?> map) {
    List<String> kinds = new ArrayList<>();
    for (Object kind : (List<?>) required(map, "kinds")) {
      if (!isSupport(kind.toString())) {
        throw new IllegalArgumentException(NAME + ": no kind of support " + kind);
      }
      kinds.add(kind.toString());
    }
    return new Entitlement(
        required(map, "who").toString(),
        VictimState.valueOf(required(map, "status").toString()),
        (Boolean) map.get("citizen"),
        (Boolean) map.get("abroad"),
        List.copyOf(kinds),
        required(map, "basis").toString(),
        Boolean.TRUE.equals(map.get("verified")),
        Objects.requireNonNull(date(required(map, "valid-from"))),
        date(map.get("valid-to")));
  }

  private static List<Kind> kinds(Object list) {
    List<Kind> kinds = new ArrayList<>();
    for (Object entry : (List<?>) list) {
      Map<?, ?> map = (Map<?, ?>) entry;
      kinds.add(new Kind(required(map, "kind").toString(), required(map, "letter").toString()));
    }
    return List.copyOf(kinds);
  }

  private static int number(Map<?, ?> map, String key) {
    return ((Number) required(map, key)).intValue();
  }

  private static Object required(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException(NAME + ": " + key + " is missing in " + map);
    }
    return value;
  }

  private static @Nullable LocalDate date(@Nullable Object value) {
    if (value instanceof Date date) {
      return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    return value == null ? null : LocalDate.parse(value.toString());
  }
}
