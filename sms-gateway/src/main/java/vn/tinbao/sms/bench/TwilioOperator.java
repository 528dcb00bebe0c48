package vn.tinbao.sms.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import vn.tinbao.sms.lab.twilio.FakeAccount;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.lab.twilio.Fault;

/** The fake Twilio: HTTP out, signed calls in. */
final class TwilioOperator implements Operator {
  private static final String HOTLINE = "+12025550138";

  private final FakeTwilio fake;
  private final Phones phones = new Phones();
  private String webhook = "";

  TwilioOperator(boolean reports) {
    FakeOptions options = FakeOptions.of(FakeAccount.random());
    this.fake = FakeTwilio.start(reports ? options.reporting(Duration.ofMillis(200)) : options);
    fake.messages().tell(message -> phones.got(message.to()));
  }

  @Override
  public String name() {
    return "twilio";
  }

  @Override
  public Map<String, String> settings(int inFlight, int gatewayPort) {
    String gateway = "http://127.0.0.1:" + gatewayPort;
    webhook = gateway + "/twilio/inbound";
    Map<String, String> settings = new HashMap<>();
    settings.put("tinbao.sms.provider", "twilio");
    settings.put("tinbao.sms.twilio.account-sid", fake.account().sid());
    settings.put("tinbao.sms.twilio.auth-token", fake.account().authToken());
    settings.put("tinbao.sms.twilio.from", HOTLINE);
    settings.put("tinbao.sms.twilio.public-url", gateway);
    settings.put("tinbao.sms.twilio.api-url", fake.url().toString());
    settings.put("tinbao.sms.twilio.window", String.valueOf(inFlight));
    settings.put("tinbao.sms.twilio.first-window", String.valueOf(inFlight));
    settings.put("tinbao.sms.sender.batch", String.valueOf(Math.max(100, inFlight)));
    return settings;
  }

  @Override
  public void latency(Duration latency) {
    fake.answerTimes().forget();
    if (latency.isZero()) {
      fake.faults().none();
    } else {
      fake.faults().always(new Fault.Late(latency));
    }
  }

  @Override
  public Duration latency() {
    return fake.answerTimes().mean();
  }

  @Override
  public long sent() {
    return fake.posts();
  }

  @Override
  public Phones phones() {
    return phones;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public CompletableFuture<Void> text(String from, String body) {
    return fake.text(webhook, from, HOTLINE, body)
        .answer()
        .thenAccept(
            status -> {
              if (status != 200) {
                throw new IllegalStateException("answered " + status);
              }
            });
  }

  @Override
  public void close() {
    fake.close();
  }
}
