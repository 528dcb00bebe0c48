package vn.tinbao.server.victim;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept readable of a person: codes for figures, nothing that names anybody.
 *
 * @param ageBand {@code 0-10}, {@code 11-13}, {@code 14-15}, {@code 16-17}, {@code 18-24}, {@code
 *     25-39}, {@code 40+} or {@code UNKNOWN}, in years on {@code metOn}
 * @param under16 null: not known
 * @param nationality ISO 3166-1 alpha-3; null: not known
 * @param destination where the person was taken or was to be, the same codes
 * @param exploitation words of {@link Exploitation}
 * @param domestic whether all of it happened within the country; null: not known
 * @param homeUnitId unit of the catalogue the person comes from
 * @param metOn day in Vietnam on which an agency first met the person
 */
@Serdeable
public record VictimCodes(
    Sex sex,
    String ageBand,
    @Nullable Boolean under16,
    @Nullable Boolean under18,
    @Nullable String ethnicity,
    @Nullable String nationality,
    @Nullable String destination,
    List<String> exploitation,
    @Nullable Boolean domestic,
    @Nullable Long homeUnitId,
    LocalDate metOn) {

  /** Nobody knows how old. */
  public static final String UNKNOWN = "UNKNOWN";

  private static final List<Integer> LIMITS = List.of(11, 14, 16, 18, 25, 40);
  private static final List<String> BANDS =
      List.of("0-10", "11-13", "14-15", "16-17", "18-24", "25-39", "40+");

  public VictimCodes {
    exploitation = List.copyOf(exploitation);
  }

  /** The band of an age in full years; null: {@link #UNKNOWN}. */
  public static String band(@Nullable Integer age) {
    if (age == null) {
      return UNKNOWN;
    }
    int band = 0;
    while (band < LIMITS.size() && age >= LIMITS.get(band)) {
      band++;
    }
    return BANDS.get(band);
  }
}
