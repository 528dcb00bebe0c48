package vn.tinbao.mobile.settings;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where the server is. Unencrypted only on this very machine. */
public final class ServerAddress {
  public static final URI USUAL = URI.create("http://127.0.0.1:8080");

  /** This machine, and what an Android emulator calls the machine it runs on. */
  private static final Set<String> THIS_MACHINE =
      Set.of("127.0.0.1", "localhost", "[::1]", "10.0.2.2");

  private ServerAddress() {}

  /**
   * Reads what a person typed; empty when it is no address or would go over the net unencrypted.
   */
  public static Optional<URI> parse(String typed) {
    try {
      URI address = URI.create(typed.strip());
      String scheme = address.getScheme();
      String host = address.getHost();
      if (scheme == null || host == null || address.getRawUserInfo() != null) {
        return Optional.empty();
      }
      boolean safe =
          scheme.equals("https") || (scheme.equals("http") && THIS_MACHINE.contains(host));
      return safe ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
