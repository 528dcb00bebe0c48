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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

  private final JdbcOperations jdbc;
  private final PhoneKey key;
  private final Operators operators;
  private final BarredNumbers barred;
  private final ConsentLog log;
  private final Clock clock;

  ContactLists(
      JdbcOperations jdbc,
      PhoneKey key,
      Operators operators,
      BarredNumbers barred,
      ConsentLog log,
      Clock clock) {
    this.jdbc = jdbc;
    this.key = key;
    this.operators = operators;
    this.barred = barred;
    this.log = log;
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
   * What a file holds, before anything of it is kept.
   *
   * @param numbers that would be on the list
   * @param duplicates lines whose number was there already
   * @param invalid lines without a number, from 1
   * @param suppressed of the numbers, who wants no messages or cannot be reached
   * @param subscribed of the numbers, who subscribes already
   */
  public record Checked(
      int numbers, int duplicates, List<Integer> invalid, int suppressed, int subscribed) {}

  /** A list that is kept. */
  public record Listed(UUID id, String agencyId, String name, Basis basis, long numbers) {}

  /**
   * Looks into a file and keeps nothing.
   *
   * @throws ContactListException when it is no file of numbers
   */
  @Transactional
  public Checked check(byte[] file) {
    ContactFile read = ContactFile.read(file);
    barred.refresh();
    List<byte[]> hashes = read.numbers().stream().map(n -> key.seal(n).hash()).toList();
    return new Checked(
        read.numbers().size(),
        read.duplicates(),
        read.invalid(),
        known("tinbao.barred_number", hashes),
        known("tinbao.subscription", hashes));
  }

  private int known(String table, List<byte[]> hashes) {
    return jdbc.prepareStatement(
        "SELECT count(DISTINCT phone_hash) FROM " + table + " WHERE phone_hash = ANY (?)",
        select -> {
          select.setArray(1, bytes(select, hashes));
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  /**
   * Keeps the numbers of a file, with the proof of their consent; what is no number is left out.
   *
   * @param id UUIDv7 of the caller: the same twice is one
   * @return false: it was there already; nothing was changed
   * @throws ContactListException when it is no file of numbers, or not described
   */
  @Transactional
  public boolean keep(UUID id, Description list, byte[] file) {
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
    Long text = list.basis() == Basis.CONSENT ? log.text(list.language(), list.basisNote()) : null;
    for (int i = 0; i < numbers.size(); i += AT_ONCE) {
      List<PhoneNumber> some = numbers.subList(i, Math.min(i + AT_ONCE, numbers.size()));
      List<byte[]> hashes = insert(id, list, some);
      if (text != null) {
        log.add(hashes, ConsentLog.What.JOINED, ConsentWay.LIST, list.unitId(), text, id);
      }
    }
    return true;
  }

  private boolean insert(UUID id, Description list, ContactFile read, String sha256) {
    return jdbc.prepareStatement(
        """
        INSERT INTO tinbao.contact_list
          (id, agency_id, staff_id, name, basis, basis_note, kind, unit_id, file_sha256, numbers,
           duplicates, invalid, created_at, ends_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
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
          return insert.executeUpdate() == 1;
        });
  }

  private List<byte[]> insert(UUID id, Description list, List<PhoneNumber> numbers) {
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
    return hashes;
  }

  /** The lists of an agency, the newest first. By contact_list_agency. */
  @Transactional
  public List<Listed> of(String agencyId) {
    return jdbc.prepareStatement(
        """
        SELECT id, agency_id, name, basis, numbers FROM tinbao.contact_list
         WHERE agency_id = ? ORDER BY created_at DESC, id DESC
        """,
        select -> {
          select.setString(1, agencyId);
          List<Listed> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Listed(
                      row.getObject(1, UUID.class),
                      row.getString(2),
                      row.getString(3),
                      Basis.valueOf(row.getString(4)),
                      row.getLong(5)));
            }
          }
          return found;
        });
  }

  /** Deletes lists whose time is over. By contact_list_end. */
  @Scheduled(fixedDelay = "1h", initialDelay = "10m")
  @Transactional
  public int forget() {
    return jdbc.prepareStatement(
        "DELETE FROM tinbao.contact_list WHERE ends_at <= ?",
        delete -> {
          delete.setObject(1, SqlTime.of(clock.instant()));
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
