package vn.tinbao.sms.lab.twilio;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the fake Twilio behaves.
 *
 * @param account who may use it
 * @param port on the loopback address; 0: any
 * @param latency from request to answer
 * @param callbacks whether it reports what becomes of messages
 * @param callbackAfter from answer to the first report
 * @param unruly whether reports come shuffled and some of them twice
 * @param seed of the disorder
 * @param keep so many messages are remembered; older ones are forgotten
 * @param tls null: plain HTTP
 */
public record FakeOptions(
    FakeAccount account,
    int port,
    Duration latency,
    boolean callbacks,
    Duration callbackAfter,
    boolean unruly,
    long seed,
    int keep,
    @Nullable SslContext tls) {

  /** Quick, orderly, and without reports. */
  public static FakeOptions of(FakeAccount account) {
    return new FakeOptions(
        account, 0, Duration.ZERO, false, Duration.ofMillis(20), false, 1, 100_000, null);
  }

  public FakeOptions onPort(int number) {
    return new FakeOptions(
        account, number, latency, callbacks, callbackAfter, unruly, seed, keep, tls);
  }

  public FakeOptions answeringAfter(Duration time) {
    return new FakeOptions(account, port, time, callbacks, callbackAfter, unruly, seed, keep, tls);
  }

  /** Reports in order, each once. */
  public FakeOptions reporting(Duration after) {
    return new FakeOptions(account, port, latency, true, after, false, seed, keep, tls);
  }

  /** Reports as the real one sends them on a bad day. */
  public FakeOptions reportingUnruly(Duration after, long withSeed) {
    return new FakeOptions(account, port, latency, true, after, true, withSeed, keep, tls);
  }

  public FakeOptions encrypted(SslContext context) {
    return new FakeOptions(
        account, port, latency, callbacks, callbackAfter, unruly, seed, keep, context);
  }
}
