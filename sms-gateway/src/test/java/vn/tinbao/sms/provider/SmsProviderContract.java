package vn.tinbao.sms.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.MessageClass;

/** What {@link SmsProvider} promises; every provider's test extends it and adds its own faults. */
public abstract class SmsProviderContract {
  protected static final PhoneNumber PHONE = new PhoneNumber("+84912345678");

  /** The provider under test, in working order. */
  protected abstract SmsProvider provider();

  /** How many messages with that text the phone has got so far. */
  protected abstract int arrived(PhoneNumber phone, String text);

  /** What a provider's network can be made to do with the next message, one way or another. */
  protected enum Trouble {
    /** It says no to this message or its recipient. */
    REFUSAL,
    /** It has no way from this sender to this recipient. */
    NO_WAY,
    /** It has the message, and the answer never comes, or says nothing. */
    DOUBT,
    /** It wants less for a while. */
    BUSY
  }

  /** From now on, until {@link #calm}. */
  protected abstract void play(Trouble trouble) throws Exception;

  protected abstract void calm() throws Exception;

  /** The name is stored with every message and never changes: a short word. */
  @Test
  void it_has_a_name_and_a_window() {
    assertThat(provider().name()).matches("[a-z][a-z0-9-]{1,30}");
    assertThat(provider().window()).isPositive();
  }

  @Test
  void an_accepted_message_has_the_providers_name_for_it_and_arrives_once() throws Exception {
    String text = "một lần " + UUID.randomUUID();
    SendResult result = send(sms(text, 1));
    assertThat(result)
        .isInstanceOfSatisfying(
            SendResult.Accepted.class,
            accepted -> assertThat(accepted.providerMessageId()).isNotBlank());
    assertThat(arrived(PHONE, text)).isEqualTo(1);
  }

  @Test
  void each_message_gets_a_name_of_its_own() {
    int many = Math.min(provider().window(), 50);
    List<CompletableFuture<SendResult>> all =
        IntStream.range(0, many)
            .mapToObj(i -> provider().send(sms("nhiều", 1)).toCompletableFuture())
            .toList();
    Set<String> names = new HashSet<>();
    all.forEach(one -> names.add(((SendResult.Accepted) one.join()).providerMessageId()));
    assertThat(names).hasSize(many);
  }

  @Test
  void a_second_attempt_is_a_second_sending() throws Exception {
    String text = "hai lần " + UUID.randomUUID();
    OutgoingSms first = sms(text, 1);
    send(first);
    send(new OutgoingSms(first.id(), 2, first.to(), text, MessageClass.REPLY, null));
    assertThat(arrived(PHONE, text)).isEqualTo(2);
  }

  @Test
  void long_text_and_all_letters_arrive_as_they_are() throws Exception {
    String text = "Đường dây nóng 🙏 ằẵặ €{} ".repeat(50).strip() + UUID.randomUUID();
    assertThat(send(sms(text, 1))).isInstanceOf(SendResult.Accepted.class);
    assertThat(arrived(PHONE, text)).isEqualTo(1);
  }

  /** What is surely not sent may be sent again by anybody; what is in doubt must not be. */
  @ParameterizedTest
  @EnumSource(Trouble.class)
  void every_kind_of_trouble_is_told_apart_and_nothing_is_sent_behind_our_back(Trouble trouble)
      throws Exception {
    String text = trouble + " " + UUID.randomUUID();
    play(trouble);
    SendResult result;
    try {
      result = send(sms(text, 1));
    } finally {
      calm();
    }
    assertThat(result)
        .isInstanceOf(
            switch (trouble) {
              case REFUSAL -> SendResult.Refused.class;
              case NO_WAY -> SendResult.NoWay.class;
              case DOUBT -> SendResult.InDoubt.class;
              case BUSY -> SendResult.Busy.class;
            });
    assertThat(code(result)).matches("[A-Za-z0-9_.-]{1,40}");
    assertThat(result.toString()).doesNotContain(text, PHONE.e164().substring(1));
    assertThat(arrived(PHONE, text)).isEqualTo(trouble == Trouble.DOUBT ? 1 : 0);
  }

  @Test
  void after_trouble_the_next_message_goes_and_the_one_in_doubt_does_not_come_again()
      throws Exception {
    String doubtful = "nghi ngờ " + UUID.randomUUID();
    String next = "tiếp theo " + UUID.randomUUID();
    for (Trouble trouble : Trouble.values()) {
      play(trouble);
      try {
        var unused = send(sms(trouble == Trouble.DOUBT ? doubtful : "khác", 1));
      } finally {
        calm();
      }
    }
    assertThat(send(sms(next, 1))).isInstanceOf(SendResult.Accepted.class);
    assertThat(arrived(PHONE, next)).isEqualTo(1);
    assertThat(arrived(PHONE, doubtful)).isEqualTo(1);
  }

  private static String code(SendResult result) {
    if (result instanceof SendResult.Refused refused) {
      return refused.code();
    } else if (result instanceof SendResult.NoWay noWay) {
      return noWay.code();
    } else if (result instanceof SendResult.InDoubt doubt) {
      return doubt.code();
    } else if (result instanceof SendResult.Busy busy) {
      return busy.code();
    }
    return "";
  }

  protected SendResult send(OutgoingSms sms) throws Exception {
    return provider().send(sms).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  protected static OutgoingSms sms(String text, int attempt) {
    return new OutgoingSms(
        UuidCreator.getTimeOrderedEpoch(), attempt, PHONE, text, MessageClass.REPLY, null);
  }
}
