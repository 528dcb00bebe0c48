package vn.tinbao.server.push;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.AccountClosed;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;

/** The number at which an officer wants to be texted when pushes go unanswered; sealed. */
@Singleton
class OfficerNumbers {
  private static final int SHOWN_DIGITS = 3;

  private final JdbcOperations jdbc;
  private final PhoneKey key;
  private final Audit audit;
  private final Clock clock;

  OfficerNumbers(JdbcOperations jdbc, PhoneKey key, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.key = key;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Whether a person may be texted now.
   *
   * @param known whether there is a number at all
   * @param number null when there is none, or it was texted too recently
   * @param texted when it was texted last, where that was too recently
   */
  record Turn(boolean known, @Nullable SealedPhone number, @Nullable Instant texted) {}

  /** Keeps the person's own number, in place of any other. */
  @Transactional
  public void set(UUID account, PhoneNumber number) {
    SealedPhone sealed = key.seal(number);
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.push_phone (account_id, phone_hash, phone_cipher, since) VALUES (?, ?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
          SET phone_hash = excluded.phone_hash, phone_cipher = excluded.phone_cipher,
            since = excluded.since
        """,
        insert -> {
          insert.setObject(1, account);
          insert.setBytes(2, sealed.hash());
          insert.setBytes(3, sealed.cipher());
          insert.setObject(4, SqlTime.of(clock.instant()));
          return insert.executeUpdate();
        });
    audit.record(account, "OWN_NUMBER_SET", "STAFF", account.toString());
  }

  /** Forgets it. */
  @Transactional
  public void remove(UUID account) {
    int removed =
        jdbc.prepareStatement(
            "DELETE FROM tinbao.push_phone WHERE account_id = ?",
            delete -> {
              delete.setObject(1, account);
              return delete.executeUpdate();
            });
    if (removed > 0) {
      audit.record(account, "OWN_NUMBER_REMOVED", "STAFF", account.toString());
    }
  }

  /** Who has no account any longer leaves no number; in the transaction that closes it. */
  @EventListener
  void closed(AccountClosed account) {
    remove(account.accountId());
  }

  /** Its last digits, for its owner to know it by. */
  @Transactional
  public Optional<String> lastDigits(UUID account) {
    return jdbc.prepareStatement(
        "SELECT phone_hash, phone_cipher FROM tinbao.push_phone WHERE account_id = ?",
        select -> {
          select.setObject(1, account);
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return Optional.empty();
            }
            String number =
                key.open(new SealedPhone(row.getBytes("phone_hash"), row.getBytes("phone_cipher")))
                    .e164();
            return Optional.of(number.substring(number.length() - SHOWN_DIGITS));
          }
        });
  }

  /** Whether there is one. */
  @Transactional
  public boolean has(UUID account) {
    return jdbc.prepareStatement(
        "SELECT FROM tinbao.push_phone WHERE account_id = ?",
        select -> {
          select.setObject(1, account);
          try (ResultSet row = select.executeQuery()) {
            return row.next();
          }
        });
  }

  /**
   * Takes the person's turn to be texted, in the caller's transaction; only of active accounts.
   *
   * @param notSince an earlier text must lie before this
   */
  Turn take(UUID account, Instant now, Instant notSince) {
    return jdbc.prepareStatement(
        """
        SELECT p.phone_hash, p.phone_cipher, p.texted_at FROM tinbao.push_phone p
        JOIN tinbao.staff_account a ON a.id = p.account_id AND a.active
        WHERE p.account_id = ? FOR UPDATE OF p
        """,
        select -> {
          select.setObject(1, account);
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return new Turn(false, null, null);
            }
            Instant texted = SqlTime.read(row, "texted_at");
            if (texted != null && texted.isAfter(notSince)) {
              return new Turn(true, null, texted);
            }
            SealedPhone number =
                new SealedPhone(row.getBytes("phone_hash"), row.getBytes("phone_cipher"));
            texted(account, now);
            return new Turn(true, number, null);
          }
        });
  }

  private void texted(UUID account, Instant now) {
    jdbc.prepareStatement(
        "UPDATE tinbao.push_phone SET texted_at = ? WHERE account_id = ?",
        update -> {
          update.setObject(1, SqlTime.of(now));
          update.setObject(2, account);
          return update.executeUpdate();
        });
  }
}
