package vn.tinbao.server.offers;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.offers.OfferAnswer.Hit;
import vn.tinbao.server.offers.OfferAnswer.Verdict;

/**
 * The newest list, searched with and without marks. A few hundred companies: in memory, read anew
 * when another list was imported.
 */
@Singleton
public class OfferRegister {
  private static final int MOST = 20;
  private static final int LONGEST = 200;
  private static final int LEAST = 2;
  private static final int LIKE = 10;

  private final TransactionOperations<Connection> transactions;
  private volatile @Nullable Known known;

  OfferRegister(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  private record Entry(Company company, String licence, OfferName name) {}

  private record Known(OfferList list, List<Entry> entries) {}

  private record Ranked(Hit hit, int rank) {}

  /** The newest list; empty when there is none. */
  public Optional<OfferList> newest() {
    return transactions.executeRead(status -> newest(status.getConnection()));
  }

  /**
   * Looks for a company by name or number of licence, as people write it. On the list is only what
   * has the very words together, and the very marks where any were typed; all else is like it.
   *
   * @param typed with or without marks, with a letter wrong, in part, with or without the kind of
   *     company
   */
  public OfferAnswer find(String typed) {
    Optional<Known> now = transactions.executeRead(status -> known(status.getConnection()));
    if (now.isEmpty()) {
      return new OfferAnswer(Verdict.NO_LIST, null, List.of(), false);
    }
    OfferList list = now.get().list();
    String cut = typed.strip();
    cut = cut.length() > LONGEST ? cut.substring(0, LONGEST) : cut;
    String together = String.join("", Folded.words(cut));
    OfferName name = OfferName.of(cut);
    if (together.length() < LEAST || name.words().isEmpty()) {
      return new OfferAnswer(Verdict.TOO_SHORT, list, List.of(), false);
    }
    List<Ranked> found = new ArrayList<>();
    for (Entry entry : now.get().entries()) {
      int rank = rank(entry, together, name);
      if (rank >= 0) {
        found.add(new Ranked(new Hit(entry.company(), rank >= LIKE), rank));
      }
    }
    boolean listed = found.stream().anyMatch(one -> !one.hit().like());
    List<Hit> hits =
        found.stream()
            .filter(one -> !listed || !one.hit().like())
            .sorted(
                Comparator.comparingInt(Ranked::rank)
                    .thenComparing(one -> one.hit().company().name()))
            .map(Ranked::hit)
            .toList();
    Verdict verdict =
        listed ? Verdict.LISTED : hits.isEmpty() ? Verdict.NOT_LISTED : Verdict.SIMILAR;
    return new OfferAnswer(
        verdict, list, hits.subList(0, Math.min(MOST, hits.size())), hits.size() > MOST);
  }

  /** 0 and up, the smaller the likelier; -1: not this one. */
  private static int rank(Entry entry, String together, OfferName name) {
    if (entry.licence().equals(together)) {
      return 0;
    }
    return switch (name.in(entry.name())) {
      case SAME -> 1;
      case WITHIN -> 2;
      case LIKE -> LIKE;
      case PARTLY -> LIKE + 1;
      case NONE -> -1;
    };
  }

  private Optional<Known> known(Connection connection) throws SQLException {
    Optional<OfferList> newest = newest(connection);
    Known before = known;
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    if (before != null && before.list().equals(newest.get())) {
      return Optional.of(before);
    }
    Known fresh = new Known(newest.get(), entries(connection, newest.get().id()));
    known = fresh;
    return Optional.of(fresh);
  }

  private static Optional<OfferList> newest(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                // By the unique index on as_of.
                """
                SELECT id, as_of, source, sample, companies FROM tinbao.offer_list
                ORDER BY as_of DESC LIMIT 1
                """);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new OfferList(
                  row.getObject("id", UUID.class),
                  row.getObject("as_of", LocalDate.class),
                  row.getString("source"),
                  row.getBoolean("sample"),
                  row.getInt("companies")))
          : Optional.empty();
    }
  }

  private static List<Entry> entries(Connection connection, UUID list) throws SQLException {
    Map<String, List<Company.Fee>> fees = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT licence, market, job, amount, currency, note FROM tinbao.offer_fee
            WHERE list_id = ? ORDER BY licence, line
            """)) {
      select.setObject(1, list);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          fees.computeIfAbsent(row.getString("licence"), licence -> new ArrayList<>())
              .add(
                  new Company.Fee(
                      row.getString("market"),
                      row.getString("job"),
                      row.getBigDecimal("amount"),
                      row.getString("currency"),
                      row.getString("note")));
        }
      }
    }
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT licence, name, status, valid_from, valid_to, address, contact, website
            FROM tinbao.offer_company WHERE list_id = ?
            """)) {
      select.setObject(1, list);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String licence = row.getString("licence");
          Company company =
              new Company(
                  licence,
                  row.getString("name"),
                  LicenceStatus.valueOf(row.getString("status")),
                  row.getObject("valid_from", LocalDate.class),
                  row.getObject("valid_to", LocalDate.class),
                  row.getString("address"),
                  row.getString("contact"),
                  row.getString("website"),
                  fees.getOrDefault(licence, List.of()));
          entries.add(
              new Entry(
                  company, String.join("", Folded.words(licence)), OfferName.of(company.name())));
        }
      }
    }
    return List.copyOf(entries);
  }
}
