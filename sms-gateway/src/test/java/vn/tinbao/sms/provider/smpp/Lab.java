package vn.tinbao.sms.provider.smpp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.lab.smpp.FakeSmsc;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.queue.InboundDesk;

/** A centre and a provider bound to it, for one test. */
final class Lab implements AutoCloseable {
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

  @Override
  public void close() throws Exception {
    smsc.close();
    for (SmppProvider provider : providers) {
      provider.stop();
    }
  }
}
