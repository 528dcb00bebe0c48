package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.tinbao.sms.provider.smpp.Lab.get;
import static vn.tinbao.sms.provider.smpp.Lab.sms;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.sms.lab.smpp.Answer;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.lab.smpp.Submitted;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.MessageClass;

/** What an operator and its link can do to a message: surely not sent, in doubt, refused. */
@MicronautTest(transactional = false, startApplication = false)
class SmppFaultsTest {
  private static final String LONG = "Đường dây nóng 🙏 ".repeat(12).strip();
  private static final int THROTTLED = 0x58;
  private static final int QUEUE_FULL = 0x14;

  @Inject SmppParts parts;
  @Inject InboundDesk inbound;

  private @Nullable Lab lab;

  @AfterEach
  void close() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  private Lab lab(SmscSettings settings) throws IOException {
    Lab fresh = new Lab(settings, parts, inbound);
    lab = fresh;
    return fresh;
  }

  @ParameterizedTest
  @ValueSource(ints = {THROTTLED, QUEUE_FULL})
  void too_much_is_not_sent_and_less_is_claimed(int status) throws Exception {
    Lab lab = lab(SmscSettings.plain());
    lab.window = 500;
    SmppProvider provider = lab.provider();
    assertThat(provider.window()).isEqualTo(500);
    lab.smsc.answer(submit -> Answer.refused(status));
    assertThat(get(provider.send(sms("x"))))
        .isInstanceOfSatisfying(
            SendResult.Busy.class, not -> assertThat(not.retryAfter()).isPositive());
    assertThat(provider.window()).isLessThan(10);
    lab.smsc.answer(submit -> Answer.taken());
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void answers_are_read_from_the_table() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    lab.smsc.answer(submit -> Answer.refused(0x0B));
    assertThat(get(provider.send(sms("x"))))
        .isEqualTo(new SendResult.Refused("RINVDSTADR", Because.NUMBER));
    lab.smsc.answer(submit -> Answer.refused(0x0A));
    assertThat(get(provider.send(sms("x")))).isEqualTo(new SendResult.NoWay("RINVSRCADR"));
    lab.smsc.answer(submit -> Answer.refused(0x08));
    assertThat(get(provider.send(sms("x")))).isEqualTo(new SendResult.InDoubt("RSYSERR"));
  }

  @Test
  void no_answer_is_in_doubt() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    lab.responseTimeout = Duration.ofMillis(300);
    SmppProvider provider = lab.provider();
    lab.smsc.answer(submit -> Answer.silence());
    assertThat(get(provider.send(sms("x")))).isEqualTo(new SendResult.InDoubt("no-response"));
    assertThat(provider.connected()).isTrue();
  }

  @Test
  void a_link_that_ends_before_the_answer_leaves_all_that_was_written_in_doubt_at_once()
      throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    AtomicInteger seen = new AtomicInteger();
    lab.smsc.answer(submit -> seen.incrementAndGet() < 3 ? Answer.silence() : Answer.hangingUp());
    List<CompletableFuture<SendResult>> all = send(provider, 3);
    for (CompletableFuture<SendResult> one : all) {
      assertThat(get(one)).isEqualTo(new SendResult.InDoubt("link-lost"));
    }
    lab.smsc.answer(submit -> Answer.taken());
    await().until(provider::connected);
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.Accepted.class);
    assertThat(lab.smsc.count()).as("nothing was repeated").isEqualTo(4);
    assertThat(lab.smsc.binds()).isEqualTo(2);
  }

  @Test
  void without_a_link_nothing_is_sent_nor_kept_and_it_comes_back_by_itself() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    lab.smsc.closed(true);
    lab.smsc.hangUp();
    await().until(() -> !provider.connected());
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.NotSent.class);
    assertThat(lab.smsc.count()).isZero();
    lab.smsc.closed(false);
    await().until(provider::connected);
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void what_waits_for_a_place_in_the_window_is_not_sent_when_the_link_ends() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    lab.window = 2;
    SmppProvider provider = lab.provider();
    lab.smsc.answer(submit -> Answer.silence());
    List<CompletableFuture<SendResult>> all = send(provider, 5);
    await().until(() -> lab.smsc.count() == 2);
    lab.smsc.closed(true);
    lab.smsc.hangUp();
    int doubtful = 0;
    int not = 0;
    for (CompletableFuture<SendResult> one : all) {
      SendResult result = get(one);
      doubtful += result instanceof SendResult.InDoubt ? 1 : 0;
      not += result instanceof SendResult.NotSent ? 1 : 0;
    }
    assertThat(doubtful).as("no more than the window").isEqualTo(2);
    assertThat(not).isEqualTo(3);
    assertThat(lab.smsc.count()).isEqualTo(2);
  }

  @Test
  void the_operators_window_is_kept() throws Exception {
    Lab lab = lab(SmscSettings.plain().withLimits(5, 0).withLatency(Duration.ofMillis(5)));
    lab.window = 5;
    lab.binds = 2;
    SmppProvider provider = lab.provider();
    for (CompletableFuture<SendResult> one : send(provider, 100)) {
      assertThat(get(one)).isInstanceOf(SendResult.Accepted.class);
    }
    assertThat(provider.window()).isEqualTo(10);
  }

  @Test
  void another_bind_carries_on_when_one_is_cut() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    lab.binds = 3;
    SmppProvider provider = lab.provider();
    provider.links().get(0).bind().close();
    assertThat(provider.connected()).isTrue();
    for (CompletableFuture<SendResult> one : send(provider, 20)) {
      assertThat(get(one)).isInstanceOf(SendResult.Accepted.class);
    }
    await().until(() -> lab.smsc.bound() == 3);
  }

  @Test
  void goodbye_from_the_operator_is_no_end() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    lab.smsc.unbind();
    await().until(() -> lab.smsc.binds() >= 2);
    await().until(provider::connected);
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void a_wrong_password_is_said_and_tried_again_now_and_then() throws Exception {
    Lab lab = lab(SmscSettings.plain().withPassword("right"));
    SmppProvider provider = lab.unbound();
    await().until(() -> provider.linkStates().equals(List.of("refused-RINVPASWD")));
    assertThat(provider.connected()).isFalse();
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.NotSent.class);
  }

  @Test
  void an_operator_that_falls_silent_is_left_for_a_fresh_link() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    lab.enquireLink = Duration.ofMillis(200);
    lab.responseTimeout = Duration.ofMillis(300);
    SmppProvider provider = lab.provider();
    lab.smsc.deaf(true);
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.InDoubt.class);
    await().until(() -> lab.smsc.binds() >= 2);
    lab.smsc.deaf(false);
    await().until(() -> get(provider.send(sms("x"))) instanceof SendResult.Accepted);
  }

  @Test
  void an_operator_that_takes_no_octets_holds_up_nothing_for_ever() throws Exception {
    lab(SmscSettings.plain()).deafHoldsUpNothing();
  }

  @ParameterizedTest
  @EnumSource(Concatenation.class)
  void a_long_message_arrives_whole_in_each_way(Concatenation how) throws Exception {
    Lab lab = lab(SmscSettings.plain());
    lab.concatenation = how;
    OutgoingSms sms = sms(LONG);
    assertThat(get(lab.provider().send(sms))).isInstanceOf(SendResult.Accepted.class);
    assertThat(lab.smsc.texts(number(sms))).containsExactly(LONG);
  }

  @Test
  void a_throttled_first_part_is_not_sent_and_nothing_follows_it() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    lab.smsc.answer(submit -> Answer.refused(THROTTLED));
    assertThat(get(provider.send(sms(LONG)))).isInstanceOf(SendResult.Busy.class);
    assertThat(lab.smsc.count()).isEqualTo(1);
  }

  @Test
  void a_throttled_later_part_alone_is_sent_again() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    List<Submitted> taken = new ArrayList<>();
    lab.smsc.answer(
        submit -> {
          if (submit.number() == 2 || submit.number() == 3) {
            return Answer.refused(THROTTLED);
          }
          taken.add(submit);
          return Answer.taken();
        });
    assertThat(get(provider.send(sms(LONG)))).isInstanceOf(SendResult.Accepted.class);
    assertThat(taken).extracting(Submitted::part).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void a_later_part_that_fails_leaves_the_message_in_doubt() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    lab.smsc.answer(submit -> submit.part() == 2 ? Answer.refused(0x45) : Answer.taken());
    assertThat(get(provider.send(sms(LONG))))
        .isEqualTo(new SendResult.InDoubt("parts-RSUBMITFAIL"));
  }

  @Test
  void a_link_that_ends_between_the_parts_leaves_the_message_in_doubt() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    lab.smsc.answer(submit -> submit.part() == 2 ? Answer.hangingUp() : Answer.taken());
    assertThat(get(provider.send(sms(LONG)))).isInstanceOf(SendResult.InDoubt.class);
  }

  @Test
  void who_it_is_from_and_how_long_it_holds_is_said() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    get(provider.send(sms("x")));
    get(
        provider.send(
            new OutgoingSms(
                UuidCreator.getTimeOrderedEpoch(),
                1,
                new PhoneNumber("+84912000999"),
                "y",
                MessageClass.AWARENESS,
                Instant.now().plusSeconds(7_200 + 30))));
    Submitted reply = lab.smsc.submitted().get(0);
    assertThat(reply.from()).isEqualTo("8138");
    assertThat(reply.fromTon()).isEqualTo(3);
    assertThat(reply.validity()).isEmpty();
    Submitted awareness = lab.smsc.submitted().get(1);
    assertThat(awareness.from()).isEqualTo("TinBao138");
    assertThat(awareness.fromTon()).isEqualTo(5);
    assertThat(awareness.validity()).matches("000000020[0-9]{3}000R");
    assertThat(awareness.receipt()).isTrue();
  }

  @Test
  void what_is_over_is_refused_before_it_is_sent() throws Exception {
    Lab lab = lab(SmscSettings.plain());
    SmppProvider provider = lab.provider();
    assertThat(
            get(
                provider.send(
                    new OutgoingSms(
                        UuidCreator.getTimeOrderedEpoch(),
                        1,
                        new PhoneNumber("+84912000999"),
                        "y",
                        MessageClass.ALERT,
                        Instant.now().minusSeconds(1)))))
        .isEqualTo(new SendResult.Refused("validity-over", Because.TOO_LATE));
    assertThat(lab.smsc.count()).isZero();
    assertThat(SmppProvider.relative(Duration.ofDays(3).plusHours(4).plusSeconds(61)))
        .isEqualTo("000003040101000R");
    assertThat(SmppProvider.relative(Duration.ofDays(400))).isEqualTo("000030000000000R");
  }

  @Test
  void stopping_waits_for_answers_and_says_goodbye() throws Exception {
    Lab lab = lab(SmscSettings.plain().withLatency(Duration.ofMillis(300)));
    SmppProvider provider = lab.provider();
    CompletableFuture<SendResult> open = provider.send(sms("x")).toCompletableFuture();
    await().until(() -> lab.smsc.count() == 1);
    provider.stop();
    assertThat(get(open)).isInstanceOf(SendResult.Accepted.class);
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.NotSent.class);
    await().until(() -> lab.smsc.bound() == 0);
  }

  private List<CompletableFuture<SendResult>> send(SmppProvider provider, int many) {
    List<CompletableFuture<SendResult>> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(provider.send(sms("tin " + i)).toCompletableFuture());
    }
    return all;
  }

  private static String number(OutgoingSms sms) {
    return sms.to().e164().substring(1);
  }
}
