package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import vn.tinbao.server.subscription.ConsentWay;
import vn.tinbao.server.subscription.Subscriptions;
import vn.tinbao.server.vault.KeyedHash;

/**
 * The link by which the recipient of a message leaves: names a row of the ledger and no number, and
 * only we can make one.
 */
@Singleton
public class LeaveLink {
  /** Where it leads, before the token: a page of the portal. */
  public static final String PATH = "/h/";

  private static final String PURPOSE = "leave-link";
  private static final int NAMED = 8;
  private static final int TAG = 7;

  private final KeyedHash hashes;
  private final SendingSettings settings;
  private final Subscriptions subscriptions;
  private final JdbcOperations jdbc;

  LeaveLink(
      KeyedHash hashes,
      SendingSettings settings,
      Subscriptions subscriptions,
      JdbcOperations jdbc) {
    this.subscriptions = subscriptions;
    this.jdbc = jdbc;
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

  /**
   * Who followed the link wants no more messages: at once, everywhere. In the caller's transaction;
   * may be repeated.
   *
   * @return false: it is no link of ours, or the ledger does not know it any more
   */
  @Transactional
  public boolean leave(String token) {
    Optional<byte[]> hash = read(token).flatMap(this::recipient);
    hash.ifPresent(known -> subscriptions.leave(known, ConsentWay.LINK));
    return hash.isPresent();
  }

  /** By the primary key. */
  private Optional<byte[]> recipient(long id) {
    return jdbc.prepareStatement(
        "SELECT phone_hash FROM tinbao.campaign_recipient WHERE id = ?",
        select -> {
          select.setLong(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
          }
        });
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
