package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.lab.smpp.FakeSmsc;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.MessageClass;

/** A centre and a provider bound to it, for one test. */
final class Lab implements AutoCloseable {
  private static final AtomicInteger PHONES = new AtomicInteger();

  final FakeSmsc smsc;
  int binds = 1;
  int window = 10;
  int tps;
  String password = "secret";
  Concatenation concatenation = Concatenation.UDH8;
  IdForm responseId = IdForm.TEXT;
  IdForm receiptId = IdForm.TEXT;
  Duration responseTimeout = Duration.ofSeconds(60);
  Duration enquireLink = Duration.ofSeconds(30);
  boolean tls;
  @Nullable Path tlsTrust;
  String host = "127.0.0.1";

  private final SmppParts parts;
  private final InboundDesk inbound;
  private final List<SmppProvider> providers = new ArrayList<>();

  Lab(SmscSettings centre, SmppParts parts, InboundDesk inbound) throws IOException {
    this(centre, null, parts, inbound);
  }

  Lab(SmscSettings centre, @Nullable SSLContext tls, SmppParts parts, InboundDesk inbound)
      throws IOException {
    this.smsc = new FakeSmsc(0, centre, tls);
    this.parts = parts;
    this.inbound = inbound;
  }

  /** Started, and bound if the centre lets it. */
  SmppProvider provider() {
    SmppProvider provider = unbound();
    await().until(provider::connected);
    await().until(() -> smsc.bound() == binds);
    return provider;
  }

  SmppProvider unbound() {
    SmppProvider provider =
        new SmppProvider(
            new SmppSettings(
                "lab",
                host,
                smsc.port(),
                "tinbao",
                password,
                null,
                "",
                binds,
                window,
                tps,
                tls,
                tlsTrust,
                "TinBao138",
                "8138",
                null,
                null,
                NumberForm.PLAIN,
                "",
                Alphabet.GSM7,
                concatenation,
                true,
                responseId,
                receiptId,
                Duration.ofSeconds(2),
                responseTimeout,
                enquireLink,
                Duration.ofMillis(200)),
            parts,
            inbound,
            Clock.systemUTC());
    providers.add(provider);
    provider.start();
    return provider;
  }

  /** A reply to a phone that nobody else has. */
  static OutgoingSms sms(String text) {
    return new OutgoingSms(
        UuidCreator.getTimeOrderedEpoch(),
        1,
        new PhoneNumber("+8491%07d".formatted(PHONES.getAndIncrement())),
        text,
        MessageClass.REPLY,
        null);
  }

  static SendResult get(CompletionStage<SendResult> result) throws Exception {
    return result.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Its link takes no octets any more: nobody waits for ever, and the next link carries again. */
  void deafHoldsUpNothing() throws Exception {
    window = 5_000;
    concatenation = Concatenation.PAYLOAD;
    responseTimeout = Duration.ofMillis(500);
    SmppProvider provider = provider();
    smsc.deaf(true);
    List<CompletableFuture<SendResult>> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) { // more than the buffers of both sides hold
      all.add(provider.send(sms("Đ".repeat(30_000))).toCompletableFuture());
    }
    for (CompletableFuture<SendResult> one : all) {
      assertThat(get(one)).isNotInstanceOf(SendResult.Accepted.class);
    }
    smsc.hangUp();
    smsc.deaf(false);
    await().until(() -> get(provider.send(sms("x"))) instanceof SendResult.Accepted);
  }

  @Override
  public void close() throws Exception {
    smsc.close();
    for (SmppProvider provider : providers) {
      provider.stop();
    }
  }
}
