package vn.tinbao.sms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import vn.tinbao.sms.lab.smpp.Answer;
import vn.tinbao.sms.lab.smpp.FakeSmsc;
import vn.tinbao.sms.lab.smpp.Handover;
import vn.tinbao.sms.lab.smpp.SmscSettings;

/** The fake message centre: one link, both ways. */
final class SmppOperator implements Operator {
  private static final String HOTLINE = "8138";
  private static final String PREFIX = "tinbao.sms.smpp.bench.";

  private final FakeSmsc fake;
  private final Phones phones = new Phones();

  SmppOperator(boolean receipts) {
    try {
      SmscSettings settings = SmscSettings.plain().counting();
      this.fake =
          new FakeSmsc(
              0, receipts ? settings.withReceipts(Duration.ofMillis(200), false, false) : settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    latency(Duration.ZERO);
  }

  @Override
  public String name() {
    return "smpp";
  }

  int port() {
    return fake.port();
  }

  @Override
  public Map<String, String> settings(int inFlight, int gatewayPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tinbao.sms.provider", "smpp-bench");
    settings.put(PREFIX + "host", "127.0.0.1");
    settings.put(PREFIX + "port", String.valueOf(port()));
    settings.put(PREFIX + "system-id", "bench");
    settings.put(PREFIX + "sender", HOTLINE);
    settings.put(PREFIX + "window", String.valueOf(inFlight));
    settings.put("tinbao.sms.sender.batch", String.valueOf(Math.max(100, inFlight)));
    return settings;
  }

  @Override
  public final void latency(Duration latency) {
    fake.answerTimes().forget();
    Answer answer = Answer.taken().later(latency);
    fake.answer(
        submit -> {
          phones.got(submit.to());
          return answer;
        });
  }

  @Override
  public Duration latency() {
    return fake.answerTimes().mean();
  }

  @Override
  public long sent() {
    return fake.count();
  }

  @Override
  public Phones phones() {
    return phones;
  }

  @Override
  public boolean ready() {
    return fake.bound() > 0;
  }

  @Override
  public CompletableFuture<Void> text(String from, String body) {
    return fake.handOver(Handover.message(from.substring(1), HOTLINE, body))
        .acknowledged()
        .thenAccept(times -> {});
  }

  @Override
  public void close() {
    try {
      fake.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
