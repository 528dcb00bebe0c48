package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowSetTest {
  @Test
  void knows_what_it_has_seen_however_much_that_is() {
    Random random = new Random(7);
    RowSet seen = new RowSet(1);
    for (int round = 0; round < 3; round++) {
      Set<Integer> known = new HashSet<>();
      for (int i = 0; i < 5_000; i++) {
        int row = random.nextInt(4_000) * 13;
        assertThat(seen.add(row)).as("row %d", row).isEqualTo(known.add(row));
      }
      seen.clear();
    }
    assertThat(seen.add(0)).isTrue();
    assertThat(seen.add(0)).isFalse();
  }
}
