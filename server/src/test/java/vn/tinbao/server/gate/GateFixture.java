package vn.tinbao.server.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.sms.testing.SettableClock;

/** A gate without a server: addresses come in a header. */
final class GateFixture {
  static final GateSettings SETTINGS =
      new GateSettings(
          true,
          Duration.ofMinutes(10),
          10,
          5,
          60,
          120,
          60,
          6,
          Duration.ofSeconds(8),
          7,
          10,
          Duration.ofMinutes(10),
          20,
          Duration.ofDays(30),
          Duration.ofSeconds(1),
          8);

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T01:00:00Z"));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Challenges challenges;
  final Gate gate;

  GateFixture() {
    this(SETTINGS);
  }

  GateFixture(GateSettings settings) {
    KeyedHash hashes = hashes("secret");
    challenges = new Challenges(hashes, settings, clock.asClock());
    gate =
        new Gate(
            settings,
            challenges,
            request -> request.getHeaders().get("Address"),
            hashes,
            meters,
            clock.asClock());
  }

  static KeyedHash hashes(String key) {
    return (purpose, data) -> {
      try {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update((key + purpose).getBytes(StandardCharsets.UTF_8));
        return sha.digest(data);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  static HttpRequest<?> from(String address) {
    return HttpRequest.GET("/").header("Address", address);
  }

  Entrance report(String address, String id) {
    return gate.enter(Door.REPORT, from(address), id, null, null);
  }

  Entrance report(String address, String id, String solution) {
    return gate.enter(Door.REPORT, from(address), id, null, solution);
  }
}
