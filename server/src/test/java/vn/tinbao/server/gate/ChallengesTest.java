package vn.tinbao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  private static final String ID = "019a1111-0000-7000-8000-000000000001";

  private final GateFixture fixture = new GateFixture();
  private final Challenges challenges = fixture.challenges;

  @Test
  void a_solution_is_right_for_its_door_and_its_subject_only() {
    String solution = challenges.set(Door.REPORT, 10).solved(ID);

    assertThat(challenges.solved(Door.REPORT, ID, solution)).isTrue();
    assertThat(challenges.solved(Door.MESSAGE, ID, solution)).isFalse();
    assertThat(challenges.solved(Door.REPORT, ID.replace('1', '2'), solution)).isFalse();
  }

  @Test
  void after_its_time_it_is_wrong() {
    String solution = challenges.set(Door.REPORT, 10).solved(ID);
    fixture.clock.advance(Duration.ofMinutes(10));
    assertThat(challenges.solved(Door.REPORT, ID, solution)).isTrue();
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(challenges.solved(Door.REPORT, ID, solution)).isFalse();
  }

  @Test
  void another_node_with_the_same_key_takes_it_and_one_with_another_key_does_not() {
    String solution = challenges.set(Door.REPORT, 10).solved(ID);
    Challenges sameKey =
        new Challenges(GateFixture.hashes("secret"), GateFixture.SETTINGS, fixture.clock.asClock());
    Challenges otherKey =
        new Challenges(
            GateFixture.hashes("another"), GateFixture.SETTINGS, fixture.clock.asClock());

    assertThat(sameKey.solved(Door.REPORT, ID, solution)).isTrue();
    assertThat(otherKey.solved(Door.REPORT, ID, solution)).isFalse();
  }

  @Test
  void nobody_can_make_a_puzzle_easier_or_last_longer() {
    Challenge set = challenges.set(Door.REPORT, 12);
    byte[] bytes = Base64.getUrlDecoder().decode(set.text());
    for (int at = 0; at < 16; at++) {
      byte[] forged = bytes.clone();
      forged[at] ^= 1;
      Challenge easier =
          new Challenge(
              Base64.getUrlEncoder().withoutPadding().encodeToString(forged), 0, set.expiresAt());
      assertThat(challenges.solved(Door.REPORT, ID, easier.solved(ID))).as("byte %d", at).isFalse();
    }
  }

  @Test
  void one_piece_left_unsolved_is_no_solution() {
    Challenge set = challenges.set(Door.REPORT, 12);
    String solution = set.solved(ID);
    Puzzle puzzle = new Puzzle(set.text(), ID, set.bits());
    int wrong = 0;
    while (puzzle.solves(31, wrong)) {
      wrong++;
    }
    assertThat(
            challenges.solved(
                Door.REPORT, ID, solution.substring(0, solution.lastIndexOf(',') + 1) + wrong))
        .isFalse();
    assertThat(challenges.solved(Door.REPORT, ID, solution.substring(0, solution.lastIndexOf(','))))
        .isFalse();
    assertThat(challenges.solved(Door.REPORT, ID, solution + ",0")).isFalse();
  }

  @Test
  void what_is_no_solution_is_no_error() {
    String text = challenges.set(Door.REPORT, 10).text();
    for (String wrong :
        new String[] {
          null,
          "",
          ".",
          text,
          text + ".",
          text + "." + "1,".repeat(31),
          text + "." + "x,".repeat(32),
          text + "." + "-1,".repeat(31) + "-1",
          "ü".repeat(60),
          "=".repeat(43) + ".1",
          "9".repeat(9999),
          text + "." + "99999999999,".repeat(31) + "1"
        }) {
      assertThat(challenges.solved(Door.REPORT, ID, wrong)).as(wrong).isFalse();
    }
  }

  @Test
  void a_solution_opens_three_times_for_an_answer_that_was_lost_and_no_more() {
    String solution = challenges.set(Door.REPORT, 10).solved(ID);
    assertThat(challenges.use(solution)).isTrue();
    assertThat(challenges.use(solution)).isTrue();
    assertThat(challenges.use(solution)).isTrue();
    assertThat(challenges.use(solution)).isFalse();
    assertThat(challenges.use(challenges.set(Door.REPORT, 10).solved(ID))).isTrue();
  }
}
