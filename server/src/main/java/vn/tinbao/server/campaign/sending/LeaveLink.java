package vn.tinbao.server.campaign.sending;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import vn.tinbao.server.vault.KeyedHash;

/**
 * The link by which the recipient of a message leaves: names a row of the ledger and no number, and
 * only we can make one.
 */
@Singleton
public class LeaveLink {
  /** Where it leads, before the token. */
  public static final String PATH = "/h/";

  private static final String PURPOSE = "leave-link";
  private static final int NAMED = 8;
  private static final int TAG = 7;

  private final KeyedHash hashes;
  private final SendingSettings settings;

  LeaveLink(KeyedHash hashes, SendingSettings settings) {
    this.hashes = hashes;
    this.settings = settings;
  }

  /** Whether links can be made: the server's public address is set. */
  boolean possible() {
    return !settings.address().isEmpty();
  }

  /**
   * @param recipient id of the ledger's row
   */
  String of(long recipient) {
    byte[] named = ByteBuffer.allocate(NAMED).putLong(recipient).array();
    byte[] token = Arrays.copyOf(named, NAMED + TAG);
    System.arraycopy(hashes.of(PURPOSE, named), 0, token, NAMED, TAG);
    return settings.address()
        + PATH
        + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** One as long as all are, to count segments by. */
  String like() {
    return of(0);
  }

  /** The row of the ledger that a token names; empty when it is none of ours. */
  Optional<Long> read(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != NAMED + TAG) {
      return Optional.empty();
    }
    byte[] named = Arrays.copyOf(bytes, NAMED);
    byte[] tag = Arrays.copyOf(hashes.of(PURPOSE, named), TAG);
    return MessageDigest.isEqual(tag, Arrays.copyOfRange(bytes, NAMED, NAMED + TAG))
        ? Optional.of(ByteBuffer.wrap(named).getLong())
        : Optional.empty();
  }
}
