package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.tinbao.sms.lab.smpp.Answer;
import vn.tinbao.sms.lab.smpp.FakeSmsc;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.SmsProvider;
import vn.tinbao.sms.provider.SmsProviderContract;
import vn.tinbao.sms.queue.InboundDesk;

@MicronautTest(transactional = false, startApplication = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmppProviderTest extends SmsProviderContract implements TestPropertyProvider {
  private FakeSmsc smsc;
  @Inject SmppProvider smpp;
  @Inject SmppParts parts;
  @Inject InboundDesk inbound;

  /** A provider that was throttled is slow for a while, so that one is another. */
  private @Nullable Lab throttled;

  private boolean busy;
  @Inject List<SmsProvider> all;

  @Override
  public Map<String, String> getProperties() {
    try {
      smsc = new FakeSmsc(0, SmscSettings.plain().withPassword("secret"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings =
        Connection.to(smsc, "viettel", "password", "secret", "reply-sender", "8138", "binds", "2");
    settings.put("tinbao.sms.smpp.unused.host", "127.0.0.1");
    settings.put("tinbao.sms.smpp.unused.system-id", "nobody");
    settings.put("tinbao.sms.smpp.unused.sender", "8139");
    return settings;
  }

  @BeforeEach
  void bound() {
    smpp.start();
    await().until(() -> smsc.bound() == 2 && smpp.connected());
  }

  @AfterAll
  void stopSmsc() throws IOException {
    smsc.close();
  }

  @Override
  protected SmsProvider provider() {
    return busy && throttled != null ? throttled.provider() : smpp;
  }

  @Override
  protected int arrived(PhoneNumber phone, String text) {
    Stream<String> texts = smsc.texts(phone.e164().substring(1)).stream();
    if (throttled != null) {
      texts = Stream.concat(texts, throttled.smsc.texts(phone.e164().substring(1)).stream());
    }
    return (int) texts.filter(one -> one.equals(text)).count();
  }

  @Override
  protected void play(Trouble trouble) throws Exception {
    if (trouble == Trouble.BUSY) {
      busy = true;
      throttled = new Lab(SmscSettings.plain().withPassword("secret"), parts, inbound);
      throttled.smsc.answer(submit -> Answer.refused(SMPPConstant.STAT_ESME_RTHROTTLED));
      return;
    }
    smsc.answer(
        submit ->
            switch (trouble) {
              case REFUSAL -> Answer.refused(SMPPConstant.STAT_ESME_RINVDSTADR);
              case NO_WAY -> Answer.refused(SMPPConstant.STAT_ESME_RINVSRCADR);
              case DOUBT -> Answer.hangingUp();
              case BUSY -> throw new IllegalStateException();
            });
  }

  @Override
  protected void calm() throws Exception {
    if (busy && throttled != null) {
      throttled.close();
    }
    busy = false;
    smsc.answer(submit -> Answer.taken());
    bound();
  }

  @Test
  void only_connections_that_are_named_exist() {
    assertThat(all).extracting(SmsProvider::name).containsExactly("smpp-viettel");
    assertThat(smpp.window()).isEqualTo(20);
    assertThat(smpp.linkStates()).containsExactly("bound", "bound");
  }
}
