package vn.tinbao.server.console.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedPeriodTest {
  @Test
  void codes_are_years_halves_quarters_and_months() {
    assertThat(days("2026")).isEqualTo("2026-01-01 2027-01-01");
    assertThat(days("2026-H2")).isEqualTo("2026-07-01 2027-01-01");
    assertThat(days("2026-Q3")).isEqualTo("2026-07-01 2026-10-01");
    assertThat(days("2026-02")).isEqualTo("2026-02-01 2026-03-01");
    for (String wrong :
        List.of(
            "", "26", "2026-", "2026-13", "2026-00", "2026-Q5", "2026-H0", "0000", "9999", "x")) {
      assertThat(AskedPeriod.of(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void what_has_not_begun_is_not_offered() {
    assertThat(AskedPeriod.offered(LocalDate.of(2026, 5, 1)))
        .startsWith("2026", "2026-H1", "2026-Q1", "2026-Q2", "2025")
        .doesNotContain("2026-H2", "2026-Q3");
  }

  @Test
  void shades_part_places_into_quarters() {
    assertThat(FigureMap.limits(Map.of(1L, 1L, 2L, 5L, 3L, 9L, 4L, 40L)))
        .containsExactly(5L, 9L, 40L);
    assertThat(FigureMap.limits(Map.of(1L, 7L, 2L, 7L))).isEmpty();
    assertThat(FigureMap.limits(Map.of(1L, 0L))).isEmpty();
  }

  @Test
  void a_text_that_a_spreadsheet_would_compute_is_made_harmless() {
    assertThat(FigureFiles.harmless("=1+1")).isEqualTo("'=1+1");
    assertThat(FigureFiles.harmless("@SUM(A1)")).isEqualTo("'@SUM(A1)");
    assertThat(FigureFiles.harmless("Tố giác")).isEqualTo("Tố giác");
    assertThat(FigureFiles.harmless("")).isEmpty();
  }

  private static String days(String code) {
    return AskedPeriod.of(code)
        .map(asked -> asked.period().from() + " " + asked.period().toExclusive())
        .orElseThrow();
  }
}
