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
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.MessageClass;

/**
 * What {@link SmsProvider} promises; every provider's test extends it. A provider with faults to
 * play adds those cases in its own class.
 */
public abstract class SmsProviderContract {
  protected static final PhoneNumber PHONE = new PhoneNumber("+84912345678");

  /** The provider under test, in working order. */
  protected abstract SmsProvider provider();

  /** How many messages with that text the phone has got so far. */
  protected abstract int arrived(PhoneNumber phone, String text);

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

  protected SendResult send(OutgoingSms sms) throws Exception {
    return provider().send(sms).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  protected static OutgoingSms sms(String text, int attempt) {
    return new OutgoingSms(
        UuidCreator.getTimeOrderedEpoch(), attempt, PHONE, text, MessageClass.REPLY, null);
  }
}
