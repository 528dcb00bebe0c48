package vn.tinbao.server.victim;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an officer writes of a person; all but the day may be missing.
 *
 * @param metOn day in Vietnam on which an agency first met the person
 */
public record VictimEntry(
    VictimFacts facts,
    Sex sex,
    @Nullable String ethnicity,
    @Nullable String nationality,
    @Nullable String destination,
    List<String> exploitation,
    @Nullable Boolean domestic,
    @Nullable Long homeUnitId,
    LocalDate metOn) {

  public VictimEntry {
    exploitation = List.copyOf(exploitation);
  }

  @Override
  public String toString() {
    return "VictimEntry[…]";
  }
}
