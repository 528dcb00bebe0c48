package vn.tinbao.server.offers;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.offers.OfferMistake.Problem;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.db.SqlTime;

/** Takes in a list as it was published. */
@Singleton
public class OfferImport {
  private static final int LONGEST_SOURCE = 300;

  private final TransactionOperations<Connection> transactions;
  private final Audit audit;
  private final Clock clock;

  OfferImport(TransactionOperations<Connection> transactions, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param changed false when the very same list was there
   * @param replaced whether it took the place of another one of the same day
   */
  public record Done(OfferList list, boolean changed, boolean replaced) {}

  /**
   * Imports a complete list in one transaction. The same again changes nothing; another one of the
   * same day takes its place; earlier lists stay.
   *
   * @param file CSV (UTF-8) or XLSX
   * @param asOf the day whose state it gives, not in the future
   * @param source who published it, and where
   * @param sample invented, to try things out
   * @param by account of the person, null at the command line
   * @throws OfferFileException with all that is wrong; nothing was imported
   */
  public Done run(byte[] file, LocalDate asOf, String source, boolean sample, @Nullable UUID by) {
    String said = source.strip();
    if (said.isEmpty()) {
      throw new OfferFileException(Problem.MISSING, "source", "");
    }
    if (said.length() > LONGEST_SOURCE) {
      throw new OfferFileException(Problem.TOO_LONG, "source", "");
    }
    if (said.chars().anyMatch(Character::isISOControl)) {
      throw new OfferFileException(Problem.SIGNS, "source", "");
    }
    if (!OfferFile.plausible(asOf)) {
      throw new OfferFileException(Problem.NO_DAY, "as_of", "");
    }
    if (asOf.isAfter(LegalTime.day(clock.instant()))) {
      throw new OfferFileException(Problem.FUTURE, "as_of", asOf.toString());
    }
    List<Company> companies = OfferFile.read(file);
    String mark = sha256(file, said, sample);
    return transactions.executeWrite(
        status -> store(status.getConnection(), companies, mark, asOf, said, sample, by));
  }

  /**
   * Takes back a list that was imported by mistake, such as one of a wrong day, whose place no
   * earlier one could take. The one before it is the newest again.
   *
   * @param by account of the person
   * @return false when it is not there (any more); nothing was changed
   */
  public boolean withdraw(UUID list, UUID by) {
    return transactions.executeWrite(
        status -> {
          try (PreparedStatement delete =
              status
                  .getConnection()
                  .prepareStatement("DELETE FROM tinbao.offer_list WHERE id = ?")) {
            delete.setObject(1, list);
            if (delete.executeUpdate() == 0) {
              return false;
            }
          }
          audit.record(by, "OFFERS_WITHDRAWN", "OFFER_LIST", list.toString());
          return true;
        });
  }

  private Done store(
      Connection connection,
      List<Company> companies,
      String mark,
      LocalDate asOf,
      String source,
      boolean sample,
      @Nullable UUID by)
      throws SQLException {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    OfferList list = new OfferList(id, asOf, source, sample, companies.size());
    boolean replaced = false;
    try (Statement lock = connection.createStatement()) {
      lock.execute("LOCK TABLE tinbao.offer_list IN SHARE ROW EXCLUSIVE MODE");
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, as_of, sha256 FROM tinbao.offer_list ORDER BY as_of DESC LIMIT 1")) {
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          LocalDate newest = row.getObject("as_of", LocalDate.class);
          if (newest.isAfter(asOf)) {
            throw new OfferFileException(Problem.OLDER, "as_of", newest.toString());
          }
          replaced = newest.equals(asOf);
          if (replaced && row.getString("sha256").equals(mark)) {
            return new Done(
                new OfferList(
                    row.getObject("id", UUID.class), asOf, source, sample, companies.size()),
                false,
                false);
          }
        }
      }
    }
    if (replaced) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM tinbao.offer_list WHERE as_of = ?")) {
        delete.setObject(1, asOf);
        delete.executeUpdate();
      }
    }
    insert(connection, list, mark, by);
    companies(connection, id, companies);
    audit.record(by, "OFFERS_IMPORTED", "OFFER_LIST", id.toString());
    return new Done(list, true, replaced);
  }

  private void insert(Connection connection, OfferList list, String mark, @Nullable UUID by)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO tinbao.offer_list
              (id, as_of, source, sample, sha256, companies, imported_by, imported_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setObject(1, list.id());
      insert.setObject(2, list.asOf());
      insert.setString(3, list.source());
      insert.setBoolean(4, list.sample());
      insert.setString(5, mark);
      insert.setInt(6, list.companies());
      insert.setObject(7, by);
      insert.setObject(8, SqlTime.of(SqlTime.now(clock)));
      insert.executeUpdate();
    }
  }

  private static void companies(Connection connection, UUID list, List<Company> companies)
      throws SQLException {
    try (PreparedStatement company =
            connection.prepareStatement(
                """
                INSERT INTO tinbao.offer_company
                  (list_id, licence, name, status, valid_from, valid_to, address, contact, website)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        PreparedStatement fee =
            connection.prepareStatement(
                """
                INSERT INTO tinbao.offer_fee
                  (list_id, licence, line, market, job, amount, currency, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      for (Company one : companies) {
        company.setObject(1, list);
        company.setString(2, one.licence());
        company.setString(3, one.name());
        company.setString(4, one.status().name());
        company.setObject(5, one.validFrom(), Types.DATE);
        company.setObject(6, one.validTo(), Types.DATE);
        company.setString(7, one.address());
        company.setString(8, one.contact());
        company.setString(9, one.website());
        company.addBatch();
        for (int line = 0; line < one.fees().size(); line++) {
          Company.Fee of = one.fees().get(line);
          fee.setObject(1, list);
          fee.setString(2, one.licence());
          fee.setInt(3, line);
          fee.setString(4, of.market());
          fee.setString(5, of.job());
          fee.setBigDecimal(6, of.amount());
          fee.setString(7, of.currency());
          fee.setString(8, of.note());
          fee.addBatch();
        }
      }
      company.executeBatch();
      fee.executeBatch();
    }
  }

  private static String sha256(byte[] file, String source, boolean sample) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(file);
      digest.update((source + sample).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
