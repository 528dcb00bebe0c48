package vn.tinbao.server.campaign.sending;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a segment costs by operator and day, by {@code campaign/tariffs.yaml}. */
@Singleton
class Tariffs {
  private static final String FILE = "campaign/tariffs.yaml";

  /** In the file: every operator that is not named. */
  private static final String OTHERS = "OTHER";

  private final List<Tariff> tariffs = new ArrayList<>();

  /**
   * A price.
   *
   * @param price of a segment in đồng, VAT included
   * @param until first day on which it does not hold; null: until further notice
   * @param verified whether somebody checked it against a contract
   */
  record Tariff(
      String operator,
      long price,
      LocalDate from,
      @Nullable LocalDate until,
      String source,
      boolean verified) {
    boolean holds(LocalDate day) {
      return !day.isBefore(from) && (until == null || day.isBefore(until));
    }
  }

  Tariffs() {
    InputStream yaml =
        Objects.requireNonNull(
            Tariffs.class.getResourceAsStream("/" + FILE), FILE + " is missing from the program");
    try (yaml) {
      for (Object entry : (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)) {
        tariffs.add(read((Map<?, ?>) entry));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  private static Tariff read(Map<?, ?> entry) {
    return new Tariff(
        String.valueOf(entry.get("operator")),
        ((Number) Objects.requireNonNull(entry.get("price"))).longValue(),
        Objects.requireNonNull(day(entry.get("from")), FILE + ": from is missing"),
        day(entry.get("until")),
        String.valueOf(entry.get("source")),
        Boolean.TRUE.equals(entry.get("verified")));
  }

  private static @Nullable LocalDate day(@Nullable Object value) {
    return value instanceof Date date
        ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC)
        : null;
  }

  /** The price of that day, the latest that holds; of the others where the operator has none. */
  Tariff of(String operator, LocalDate day) {
    return latest(operator, day)
        .or(() -> latest(OTHERS, day))
        .orElseGet(() -> new Tariff(operator, 0, day, null, "", false));
  }

  private java.util.Optional<Tariff> latest(String operator, LocalDate day) {
    return tariffs.stream()
        .filter(tariff -> tariff.operator().equals(operator) && tariff.holds(day))
        .max(Comparator.comparing(Tariff::from));
  }
}
