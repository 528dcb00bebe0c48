package vn.tinbao.server.subscription;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * The door to lists of numbers that agencies bring, each with the basis on which its numbers may be
 * written to, and an end. Who may bring one is asked before.
 */
@Singleton
public class ContactLists {
  private static final int AT_ONCE = 2_000;
  private static final String SUBJECT = "CONTACT_LIST";

  /** Lines without a number that are named. */
  private static final int SHOWN = 20;

  /** How long a list may be looked at before somebody says that it may be used. */
  private static final Duration HELD = Duration.ofHours(1);

  private final JdbcOperations jdbc;
  private final PhoneKey key;
  private final Operators operators;
  private final BarredNumbers barred;
  private final ConsentLog log;
  private final Audit audit;
  private final Clock clock;

  ContactLists(
      JdbcOperations jdbc,
      PhoneKey key,
      Operators operators,
      BarredNumbers barred,
      ConsentLog log,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.key = key;
    this.operators = operators;
    this.barred = barred;
    this.log = log;
    this.audit = audit;
    this.clock = clock;
  }

  /** Why the numbers of a list may be written to. */
  public enum Basis {
    /** They agreed, on paper or elsewhere. */
    CONSENT,
    /** Staff and others who must be told in their office. */
    DUTY,
    /** They must not be written to: for exclusion only, e.g. the national Do-Not-Call list. */
    EXCLUSION
  }

  /**
   * What is said of a list.
   *
   * @param basisNote which form, which decision; shown in the proof
   * @param unitId where its numbers are; null: unknown
   * @param endsAt it is deleted then
   */
  public record Description(
      String agencyId,
      UUID staffId,
      String name,
      Basis basis,
      String basisNote,
      SubscriberKind kind,
      @Nullable Long unitId,
      String language,
      Instant endsAt) {}

  /**
   * A list as it is kept or held; what is in it is told as numbers of numbers.
   *
   * @param duplicates lines whose number was there already
   * @param invalid lines without a number
   * @param invalidLines the first of these, from 1
   * @param confirmedAt when somebody said that it may be used; null: it is held for a look
   */
  public record Listed(
      UUID id,
      String agencyId,
      UUID staffId,
      String name,
      Basis basis,
      String basisNote,
      SubscriberKind kind,
      @Nullable Long unitId,
      String language,
      long numbers,
      long duplicates,
      long invalid,
      List<Integer> invalidLines,
      Instant createdAt,
      Instant endsAt,
      @Nullable Instant confirmedAt) {
    public Listed {
      invalidLines = List.copyOf(invalidLines);
    }
  }

  /**
   * Whom the numbers of a list meet, counted now.
   *
   * @param suppressed who wants no messages or cannot be reached
   * @param subscribed who subscribes already
   * @param listed who is on another list of the same agency that is no exclusion
   * @param excluded who is on an exclusion list of whichever agency
   */
  public record Met(long suppressed, long subscribed, long listed, long excluded) {}

  /**
   * Holds the numbers of a file, sealed, for somebody to look at what it came to; nobody is written
   * to before {@link #confirm}, and what is never confirmed is deleted after an hour. What is no
   * number is left out.
   *
   * @param id UUIDv7 of the caller: the same twice is one
   * @return false: it was there already; nothing was changed
   * @throws ContactListException when it is no file of numbers, or not described
   */
  @Transactional
  public boolean hold(UUID id, Description list, byte[] file) {
    if (list.name().isBlank()
        || list.basisNote().isBlank()
        || !list.endsAt().isAfter(clock.instant())) {
      throw new ContactListException(ContactListException.Why.INCOMPLETE);
    }
    ContactFile read = ContactFile.read(file);
    if (!insert(id, list, read, sha256(file))) {
      return false;
    }
    List<PhoneNumber> numbers = List.copyOf(read.numbers());
    for (int i = 0; i < numbers.size(); i += AT_ONCE) {
      insert(id, list, numbers.subList(i, Math.min(i + AT_ONCE, numbers.size())));
    }
    return true;
  }

  /**
   * Whoever looked says that the list may be used: the proof of its numbers' consent is written,
   * where that is its basis.
   *
   * @return false: it is in use already, deleted, or another agency's; nothing was changed
   */
  @Transactional
  public boolean confirm(UUID id, String agencyId, UUID staffId) {
    Listed list = one(id, agencyId, " FOR UPDATE").orElse(null);
    Instant now = SqlTime.now(clock);
    if (list == null || list.confirmedAt() != null || !list.endsAt().isAfter(now)) {
      return false;
    }
    jdbc.prepareStatement(
        "UPDATE tinbao.contact_list SET confirmed_at = ? WHERE id = ?",
        update -> {
          update.setObject(1, SqlTime.of(now));
          update.setObject(2, id);
          return update.executeUpdate();
        });
    if (list.basis() == Basis.CONSENT) {
      log.addList(id, list.unitId(), log.text(list.language(), list.basisNote()));
    }
    audit.record(staffId, "CONTACT_LIST_KEPT", SUBJECT, id.toString(), list.basis().name());
    return true;
  }

  /**
   * Deletes a list with all its numbers; the proof of consent stays as long as it must. Messages of
   * campaigns whose recipients are written down already still go.
   *
   * @return false: there is none of this agency
   */
  @Transactional
  public boolean delete(UUID id, String agencyId, UUID staffId) {
    Listed list = one(id, agencyId, " FOR UPDATE").orElse(null);
    if (list == null) {
      return false;
    }
    jdbc.prepareStatement(
        "DELETE FROM tinbao.contact_list WHERE id = ?",
        delete -> {
          delete.setObject(1, id);
          return delete.executeUpdate();
        });
    if (list.confirmedAt() != null) {
      audit.record(staffId, "CONTACT_LIST_DELETED", SUBJECT, id.toString(), list.basis().name());
    }
    return true;
  }

  /** Counts whom it meets. By contact_list_number's unique key and those of the others. */
  @Transactional
  public Met met(Listed list) {
    barred.refresh();
    return jdbc.prepareStatement(
        """
        SELECT count(*) FILTER (WHERE EXISTS (
                 SELECT FROM tinbao.barred_number b WHERE b.phone_hash = n.phone_hash)),
               count(*) FILTER (WHERE EXISTS (
                 SELECT FROM tinbao.subscription s WHERE s.phone_hash = n.phone_hash)),
               count(*) FILTER (WHERE EXISTS (
                 SELECT FROM tinbao.contact_list_number o JOIN tinbao.contact_list l ON l.id = o.list_id
                  WHERE o.phone_hash = n.phone_hash AND l.id <> n.list_id AND l.agency_id = ?
                    AND l.basis <> 'EXCLUSION' AND l.confirmed_at IS NOT NULL)),
               count(*) FILTER (WHERE EXISTS (
                 SELECT FROM tinbao.contact_list_number o JOIN tinbao.contact_list l ON l.id = o.list_id
                  WHERE o.phone_hash = n.phone_hash AND l.id <> n.list_id
                    AND l.basis = 'EXCLUSION' AND l.confirmed_at IS NOT NULL))
          FROM tinbao.contact_list_number n WHERE n.list_id = ?
        """,
        select -> {
          select.setString(1, list.agencyId());
          select.setObject(2, list.id());
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return new Met(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
          }
        });
  }

  private boolean insert(UUID id, Description list, ContactFile read, String sha256) {
    return jdbc.prepareStatement(
        """
        INSERT INTO tinbao.contact_list
          (id, agency_id, staff_id, name, basis, basis_note, kind, unit_id, file_sha256, numbers,
           duplicates, invalid, created_at, ends_at, language, invalid_lines)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setString(2, list.agencyId());
          insert.setObject(3, list.staffId());
          insert.setString(4, list.name());
          insert.setString(5, list.basis().name());
          insert.setString(6, list.basisNote());
          insert.setString(7, list.kind().name());
          insert.setObject(8, list.unitId());
          insert.setString(9, sha256);
          insert.setLong(10, read.numbers().size());
          insert.setLong(11, read.duplicates());
          insert.setLong(12, read.invalid().size());
          insert.setObject(13, SqlTime.of(clock.instant()));
          insert.setObject(14, SqlTime.of(list.endsAt()));
          insert.setString(15, list.language());
          insert.setArray(
              16,
              insert
                  .getConnection()
                  .createArrayOf("integer", read.invalid().stream().limit(SHOWN).toArray()));
          return insert.executeUpdate() == 1;
        });
  }

  private void insert(UUID id, Description list, List<PhoneNumber> numbers) {
    List<byte[]> hashes = new ArrayList<>();
    List<byte[]> ciphers = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    for (PhoneNumber number : numbers) {
      SealedPhone sealed = key.seal(number);
      hashes.add(sealed.hash());
      ciphers.add(sealed.cipher());
      codes.add(operators.of(number));
    }
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.contact_list_number
          (list_id, phone_hash, phone_cipher, operator, unit_id, language, kind)
        SELECT ?, w.hash, w.cipher, w.operator, ?, ?, ?
          FROM unnest(?::bytea[], ?::bytea[], ?::text[]) AS w(hash, cipher, operator)
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setObject(2, list.unitId());
          insert.setString(3, list.language());
          insert.setString(4, list.kind().name());
          insert.setArray(5, bytes(insert, hashes));
          insert.setArray(6, bytes(insert, ciphers));
          insert.setArray(7, insert.getConnection().createArrayOf("text", codes.toArray()));
          return insert.executeUpdate();
        });
  }

  /** The lists of an agency that may be used, the newest first. By contact_list_agency. */
  @Transactional
  public List<Listed> of(String agencyId) {
    return jdbc.prepareStatement(
        """
        SELECT * FROM tinbao.contact_list
         WHERE agency_id = ? AND confirmed_at IS NOT NULL AND ends_at > ?
         ORDER BY created_at DESC, id DESC
        """,
        select -> {
          select.setString(1, agencyId);
          select.setObject(2, SqlTime.of(clock.instant()));
          List<Listed> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(read(row));
            }
          }
          return found;
        });
  }

  /** One list of an agency, held ones too. By the primary key. */
  @Transactional
  public Optional<Listed> find(UUID id, String agencyId) {
    return one(id, agencyId, "");
  }

  private Optional<Listed> one(UUID id, String agencyId, String lock) {
    return jdbc.prepareStatement(
        "SELECT * FROM tinbao.contact_list WHERE id = ? AND agency_id = ?" + lock,
        select -> {
          select.setObject(1, id);
          select.setString(2, agencyId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(read(row)) : Optional.empty();
          }
        });
  }

  private static Listed read(ResultSet row) throws SQLException {
    return new Listed(
        row.getObject("id", UUID.class),
        row.getString("agency_id"),
        row.getObject("staff_id", UUID.class),
        row.getString("name"),
        Basis.valueOf(row.getString("basis")),
        row.getString("basis_note"),
        SubscriberKind.valueOf(row.getString("kind")),
        row.getObject("unit_id", Long.class),
        row.getString("language"),
        row.getLong("numbers"),
        row.getLong("duplicates"),
        row.getLong("invalid"),
        Arrays.asList((Integer[]) row.getArray("invalid_lines").getArray()),
        Objects.requireNonNull(SqlTime.read(row, "created_at")),
        Objects.requireNonNull(SqlTime.read(row, "ends_at")),
        SqlTime.read(row, "confirmed_at"));
  }

  /** Deletes lists whose time is over. By contact_list_end. */
  @Scheduled(fixedDelay = "1h", initialDelay = "10m")
  @Transactional
  public int forget() {
    return forget("ends_at <= ?", clock.instant());
  }

  /** Deletes what nobody confirmed. By contact_list_held. */
  @Scheduled(fixedDelay = "10m", initialDelay = "2m")
  @Transactional
  public int forgetHeld() {
    return forget("confirmed_at IS NULL AND created_at <= ?", clock.instant().minus(HELD));
  }

  private int forget(String which, Instant before) {
    return jdbc.prepareStatement(
        "DELETE FROM tinbao.contact_list WHERE " + which,
        delete -> {
          delete.setObject(1, SqlTime.of(before));
          return delete.executeUpdate();
        });
  }

  private static Array bytes(PreparedStatement to, List<byte[]> values) throws SQLException {
    return to.getConnection().createArrayOf("bytea", values.toArray(new byte[0][]));
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
