package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.gate.Door;

@MicronautTest(transactional = false)
class DraftsTest {
  private static final Instant DUE = Instant.parse("2026-11-22T01:00:00Z");

  @Inject Drafts drafts;

  @Test
  void a_network_pushes_out_its_own_oldest_draft_and_nobody_elses() {
    String other = drafts.keep(sealed(100), "other");
    List<String> tickets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      tickets.add(drafts.keep(sealed(200_000), "flood"));
    }

    assertThat(drafts.kept(other)).isPresent();
    assertThat(drafts.kept(tickets.get(0))).isEmpty();
    assertThat(drafts.kept(tickets.get(299))).isPresent();
    assertThat(tickets.stream().filter(ticket -> drafts.kept(ticket).isPresent()).count())
        .isEqualTo(2);
  }

  @Test
  void what_was_forgotten_takes_no_share() {
    String first = drafts.keep(sealed(200_000), "here");
    for (int i = 0; i < 20; i++) {
      drafts.forget(drafts.keep(sealed(200_000), "here"));
    }
    assertThat(drafts.kept(first)).isPresent();
  }

  @Test
  void what_is_longer_than_any_report_is_not_kept() {
    assertThat(drafts.kept(drafts.keep(sealed(Drafts.LONGEST), "long"))).isEmpty();
  }

  @Test
  void the_longest_report_of_all_can_wait() {
    String worst = "\u0001".repeat(20_000);
    String sealed = drafts.seal(new Draft(Door.REPORT, Map.of("story", worst), DUE));
    assertThat(drafts.kept(drafts.keep(sealed, "worst")).orElseThrow().field("story"))
        .isEqualTo(worst);
  }

  private String sealed(int characters) {
    return drafts.seal(new Draft(Door.REPORT, Map.of("story", "a".repeat(characters)), DUE));
  }
}
