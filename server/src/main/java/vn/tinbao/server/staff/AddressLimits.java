package vn.tinbao.server.staff;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Makes an address wait that guesses at many names. In memory only: addresses are never written
 * anywhere. One IPv6 network of 64 bits counts as one address.
 */
@Singleton
final class AddressLimits {
  private static final int MOST_REMEMBERED = 100_000;
  private static final int IPV6_BYTES = 16;
  private static final int IPV6_NETWORK_BYTES = 8;

  private final Cache<String, Failures> failures;
  private final StaffSettings settings;
  private final Clock clock;

  AddressLimits(StaffSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(settings.addressWindow())
            .build();
  }

  private record Failures(Instant since, int count) {}

  /** How long this address must still wait; zero when not at all. */
  Duration wait(String address) {
    Failures found = failures.getIfPresent(network(address));
    if (found == null || found.count() < settings.addressFailures()) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), found.since().plus(settings.addressWindow()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Counts a failure. */
  void failed(String address) {
    Instant now = clock.instant();
    failures
        .asMap()
        .compute(
            network(address),
            (key, old) ->
                old == null || old.since().plus(settings.addressWindow()).isBefore(now)
                    ? new Failures(now, 1)
                    : new Failures(old.since(), old.count() + 1));
  }

  private static String network(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes != null && bytes.length == IPV6_BYTES
        ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES))
        : address;
  }
}
