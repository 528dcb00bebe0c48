package vn.tinbao.server.push;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vn.tinbao.server.staff.PhoneSession;
import vn.tinbao.server.staff.StaffDevices;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.db.SqlTime;

/**
 * Addresses of phones at push providers. One belongs to the session in which the phone told it, and
 * goes with it: who is signed out is reached no more.
 */
@Singleton
class PushDevices {
  private static final String PURPOSE = "push-token";

  private final JdbcOperations jdbc;
  private final StaffDevices devices;
  private final SecretSeal seal;
  private final KeyedHash hashes;
  private final Clock clock;

  PushDevices(
      JdbcOperations jdbc, StaffDevices devices, SecretSeal seal, KeyedHash hashes, Clock clock) {
    this.jdbc = jdbc;
    this.devices = devices;
    this.seal = seal;
    this.hashes = hashes;
    this.clock = clock;
  }

  /** A phone and its address. */
  record Address(UUID device, String token) {

    @Override
    public String toString() {
      return "Address[" + device + "]";
    }
  }

  /**
   * The phone tells its address; a new one replaces the old. An address that another session had is
   * taken from it: the phone was handed on.
   *
   * @throws Refusal 401 when the session ended meanwhile
   */
  @Transactional
  public void register(PhoneSession phone, String provider, String token) {
    byte[] hash = hash(token);
    byte[] sealed = seal.seal(token.getBytes(StandardCharsets.UTF_8), context(phone.id()));
    // One change of an address at a time: two sessions that tell the same one wait for each other.
    jdbc.prepareStatement(
        "SELECT pg_advisory_xact_lock(hashtextextended(encode(?, 'hex'), 295))",
        lock -> {
          lock.setBytes(1, hash);
          return lock.execute();
        });
    jdbc.prepareStatement(
        "DELETE FROM tinbao.push_device WHERE token_hash = ? AND session_id <> ?",
        delete -> {
          delete.setBytes(1, hash);
          delete.setObject(2, phone.id());
          return delete.executeUpdate();
        });
    int kept =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.push_device
              (session_id, account_id, provider, token_hash, token, since)
            SELECT s.id, s.account_id, ?, ?, ?, ? FROM tinbao.staff_session s
            WHERE s.id = ? FOR KEY SHARE
            ON CONFLICT (session_id) DO UPDATE SET provider = excluded.provider,
              token_hash = excluded.token_hash, token = excluded.token, since = excluded.since
            """,
            insert -> {
              insert.setString(1, provider);
              insert.setBytes(2, hash);
              insert.setBytes(3, sealed);
              insert.setObject(4, SqlTime.of(clock.instant()));
              insert.setObject(5, phone.id());
              return insert.executeUpdate();
            });
    if (kept == 0) {
      throw new Refusal(HttpStatus.UNAUTHORIZED, "device.signed-out");
    }
  }

  /** The phone has no address any more. */
  @Transactional
  public void forget(UUID device) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.push_device WHERE session_id = ?",
        delete -> {
          delete.setObject(1, device);
          return delete.executeUpdate();
        });
  }

  /** The provider knows this address no more; one told since then stays. */
  @Transactional
  public void dead(Address address) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.push_device WHERE session_id = ? AND token_hash = ?",
        delete -> {
          delete.setObject(1, address.device());
          delete.setBytes(2, hash(address.token()));
          return delete.executeUpdate();
        });
  }

  /**
   * Addresses of a person's phones that are signed in now; one that does not open (sealed under a
   * lost key) is forgotten, and the phone tells it anew. By push_device_of_account.
   */
  @Transactional
  public List<Address> of(UUID staffId, String provider) {
    Set<UUID> signedIn =
        devices.of(staffId).stream().map(StaffDevices.Device::id).collect(Collectors.toSet());
    List<UUID> broken = new ArrayList<>();
    List<Address> addresses = addresses(staffId, provider, signedIn, broken);
    broken.forEach(this::forget);
    return addresses;
  }

  private List<Address> addresses(
      UUID staffId, String provider, Set<UUID> signedIn, List<UUID> broken) {
    return jdbc.prepareStatement(
        """
        SELECT session_id, token FROM tinbao.push_device
        WHERE account_id = ? AND provider = ? ORDER BY session_id
        """,
        select -> {
          select.setObject(1, staffId);
          select.setString(2, provider);
          List<Address> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              UUID device = row.getObject("session_id", UUID.class);
              if (!signedIn.contains(device)) {
                continue;
              }
              try {
                byte[] token = seal.open(row.getBytes("token"), context(device));
                found.add(new Address(device, new String(token, StandardCharsets.UTF_8)));
              } catch (SealBrokenException e) {
                broken.add(device);
              }
            }
          }
          return found;
        });
  }

  /** Those of a person's phones that have an address. */
  @Transactional
  public Set<UUID> withAddress(UUID staffId) {
    return jdbc.prepareStatement(
        "SELECT session_id FROM tinbao.push_device WHERE account_id = ?",
        select -> {
          select.setObject(1, staffId);
          Set<UUID> found = new HashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject(1, UUID.class));
            }
          }
          return found;
        });
  }

  private byte[] hash(String token) {
    return hashes.of(PURPOSE, token);
  }

  static String context(UUID device) {
    return PURPOSE + ":" + device;
  }
}
