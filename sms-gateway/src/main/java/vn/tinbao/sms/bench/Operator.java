package vn.tinbao.sms.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A fake operator, as the benches need it. */
interface Operator extends AutoCloseable {

  /** {@code twilio}, {@code smpp}. */
  String name();

  /**
   * What a gateway must be told to use it.
   *
   * @param inFlight messages at once
   * @param gatewayPort where the gateway will listen
   */
  Map<String, String> settings(int inFlight, int gatewayPort);

  /** From now on every answer takes so long. */
  void latency(Duration latency);

  /** How long answers really took since then. */
  Duration latency();

  /** Messages that phones have got. */
  long sent();

  /** Which phones have got what. */
  Phones phones();

  /** Whether a gateway can be sent something now. */
  boolean ready();

  /**
   * A phone writes to the hotline.
   *
   * @return completes when the gateway has it; exceptionally when it was not taken
   */
  CompletableFuture<Void> text(String from, String body);

  @Override
  void close();
}
