package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoundRowsTest {
  @Test
  void tells_what_a_sentence_says_first_and_what_again_however_much_that_is() {
    Random random = new Random(7);
    FoundRows found = new FoundRows(1);
    List<String> first = new ArrayList<>();
    Set<Integer> known = new HashSet<>();
    for (int sentence = 0; sentence < 40; sentence++) {
      found.beginSentence();
      int before = first.size();
      assertThat(found.firstOfSentence()).isEqualTo(before);
      Set<Integer> here = new HashSet<>();
      List<Integer> again = new ArrayList<>();
      int adds = random.nextInt(400);
      for (int i = 0; i < adds; i++) {
        int row = random.nextInt(4_000) * 13;
        int words = 1 + random.nextInt(6);
        found.add(row, i, words);
        boolean fresh = known.add(row);
        if (here.add(row)) {
          if (fresh) {
            first.add(row + " " + i + " " + (i + words));
          } else {
            again.add(row);
          }
        }
      }
      assertThat(found.inSentence()).isEqualTo(here.size());
      List<Integer> told = new ArrayList<>();
      for (int i = 0; i < found.agains(); i++) {
        told.add(found.again(i));
      }
      assertThat(told).isEqualTo(again);
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      rows.add(found.row(i) + " " + found.from(i) + " " + found.to(i));
    }
    assertThat(rows).isEqualTo(first).hasSizeGreaterThan(2_000);
  }
}
