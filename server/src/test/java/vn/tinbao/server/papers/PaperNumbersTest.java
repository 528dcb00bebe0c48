package vn.tinbao.server.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.papers.PaperNumbers.Given;
import vn.tinbao.server.papers.PaperNumbers.Series;
import vn.tinbao.sms.testing.SettableClock;

@MicronautTest(transactional = false)
class PaperNumbersTest {
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

  @Inject PaperNumbers numbers;
  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;

  private final String agency = "thu@" + UUID.randomUUID();

  @Test
  void numbers_begin_with_one_and_the_same_paper_keeps_its_own() {
    UUID first = newId();
    int one = numbers.give(agency, Series.OUTGOING, first, null).number();
    int two = numbers.give(agency, Series.OUTGOING, newId(), null).number();

    assertThat(one).isEqualTo(1);
    assertThat(two).isEqualTo(2);
    assertThat(numbers.give(agency, Series.OUTGOING, first, newId()).number()).isEqualTo(1);
    assertThat(numbers.give(agency, Series.OUTGOING_SECRET, first, null).number()).isEqualTo(1);
    assertThat(numbers.give(agency + "b", Series.OUTGOING, first, null).number()).isEqualTo(1);
    assertThat(numbers.of(agency, Series.OUTGOING, List.of(first, newId())))
        .containsOnlyKeys(first);
    assertThat(numbers.find(agency, Series.REGISTER, first)).isEmpty();
  }

  @Test
  void every_year_begins_anew_at_midnight_in_vietnam() {
    SettableClock clock = new SettableClock(Instant.parse("2026-12-31T16:59:59Z"));
    PaperNumbers dated = new PaperNumbers(jdbc, clock.asClock());
    UUID old = newId();

    assertThat(give(dated, old)).isEqualTo(new Given(LAST, 1));
    assertThat(give(dated, newId())).isEqualTo(new Given(LAST, 2));
    clock.set(Instant.parse("2026-12-31T17:00:00Z"));
    assertThat(give(dated, newId())).isEqualTo(new Given(LAST.plusDays(1), 1));
    assertThat(give(dated, old)).isEqualTo(new Given(LAST, 1));
  }

  @Test
  void many_at_once_get_each_another_one_and_leave_no_gap() throws Exception {
    int papers = 40;
    UUID wanted = newId();
    ExecutorService hands = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> asked = new ArrayList<>();
      for (int paper = 0; paper < papers; paper++) {
        UUID id = paper % 4 == 0 ? wanted : newId();
        asked.add(() -> numbers.give(agency, Series.REGISTER, id, null).number());
      }
      List<Integer> given = new ArrayList<>();
      for (Future<Integer> one : hands.invokeAll(asked)) {
        given.add(one.get());
      }
      int distinct = papers - papers / 4 + 1;
      assertThat(given.stream().distinct().sorted().toList())
          .isEqualTo(IntStream.rangeClosed(1, distinct).boxed().toList());
    } finally {
      hands.shutdownNow();
    }
  }

  @Test
  void what_is_rolled_back_gave_no_number() {
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    status -> {
                      numbers.give(agency, Series.OUTGOING, newId(), null);
                      throw new IllegalStateException("mất điện");
                    }))
        .hasMessageContaining("mất điện");

    assertThat(numbers.give(agency, Series.OUTGOING, newId(), null).number()).isEqualTo(1);
  }

  @Test
  void the_database_refuses_to_take_a_number_back() {
    numbers.give(agency, Series.OUTGOING, newId(), null);
    for (String wrong :
        List.of(
            "DELETE FROM tinbao.paper_number",
            "UPDATE tinbao.paper_number SET number = 7",
            "UPDATE tinbao.paper_series SET last = 0")) {
      assertThatThrownBy(() -> execute(wrong + " WHERE agency_id = '" + agency + "'"))
          .as(wrong)
          .rootCause()
          .hasMessageMatching("(?s).*(only grows|never goes back).*");
    }
  }

  private Given give(PaperNumbers dated, UUID paper) {
    return transactions.executeWrite(status -> dated.give(agency, Series.OUTGOING, paper, null));
  }

  private void execute(String sql) {
    transactions.executeWrite(
        status -> jdbc.prepareStatement(sql, change -> change.executeUpdate()));
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
