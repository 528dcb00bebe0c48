package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.net.wire.DialogueMessage;
import vn.tinbao.mobile.net.wire.TipReceipt;

class ReceivedTipTest {
  private static final Instant NOW = Instant.parse("2026-11-22T01:30:00Z");
  private static final ReceivedTip TIP =
      ReceivedTip.from(
          new TipReceipt("t", "1234 5678 9012 3456 7890", "Công an xã", NOW, "next", null, null));

  @Test
  void an_answer_that_was_asked_for_too_early_takes_no_message_away() {
    ReceivedTip withOwn = TIP.with(message("own", "REPORTER"));
    ReceivedTip after = withOwn.with(dialogue(message("answer", "STAFF")));
    assertThat(after.messages()).extracting("id").containsExactly("answer", "own");
    assertThat(
            after.with(dialogue(message("own", "REPORTER"), message("answer", "STAFF"))).messages())
        .extracting("id")
        .containsExactly("own", "answer");
  }

  @Test
  void only_messages_of_the_agency_are_unread() {
    ReceivedTip tip =
        TIP.with(dialogue(message("1", "REPORTER"), message("2", "STAFF"), message("3", "SYSTEM")));
    assertThat(tip.unread()).isEqualTo(2);
    assertThat(tip.allSeen().unread()).isZero();
    assertThat(tip.allSeen().with(message("4", "STAFF")).unread()).isEqualTo(1);
  }

  @Test
  void the_code_is_kept_without_blanks_and_shown_in_groups() {
    assertThat(TIP.receiptCode()).isEqualTo("12345678901234567890");
    assertThat(TIP.groupedCode()).isEqualTo("1234 5678 9012 3456 7890");
    assertThat(TIP.toString()).doesNotContain("1234");
  }

  private static Dialogue dialogue(DialogueMessage... messages) {
    return new Dialogue(
        "t", "RECEIVED", "Đã tiếp nhận", "Công an xã", NOW, null, List.of(messages), null);
  }

  private static DialogueMessage message(String id, String from) {
    return new DialogueMessage(id, from, "text", NOW);
  }
}
