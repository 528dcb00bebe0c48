package vn.tinbao.server.audit;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.SqlTime;

/**
 * Proves the chain, or names where it breaks. Reads one snapshot of the database as a stream, so
 * that millions of rows take no memory and the server need not stop.
 *
 * <p>What it cannot see by itself: that the newest rows and their seals were cut off together, at
 * the end of a batch. That shows against an anchor kept outside ({@link Anchor}).
 */
@Singleton
public final class AuditVerifier {
  private static final int FETCHED_AT_ONCE = 5_000;
  private static final int REPORT_EVERY = 100_000;

  /** So many broken seals are looked at closely; further ones are counted. */
  private static final int LOOKED_AT = 50;

  /**
   * A row sealed so long after its own time was written into the past, or the house stood still.
   */
  private static final Duration LATE = Duration.ofHours(1);

  private final Database database;
  private final KeyedHash keyed;

  AuditVerifier(Database database, KeyedHash keyed) {
    this.database = database;
    this.keyed = keyed;
  }

  /** What is wrong with a row or seal. */
  public enum Kind {
    /** The row is not what was sealed, or rows before it were taken out and the gap was closed. */
    CHANGED,
    /** The seal is there, the row is gone. */
    MISSING,
    /** A row that the house did not write. */
    INSERTED,
    /** The row is what was sealed, at another place of the chain. */
    REORDERED,
    /** Numbers of the chain are gone. */
    SEALS_MISSING,
    /** The chain was made anew by someone without the key. */
    MAC_WRONG,
    /** The chain ends within a batch: what followed was cut off. */
    CUT_OFF,
    /** The chain does not hold the anchor that was kept outside. */
    ANCHOR_MISSED
  }

  /**
   * A break.
   *
   * @param seq number of the seal; 0 for a row without one
   * @param row id of the audit row, null when it is not known
   */
  public record Broken(Kind kind, long seq, @Nullable UUID row) {}

  /** The head of a chain, as it was once written to the log: {@code <seq>:<hash in hex>}. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Anchor(long seq, byte[] hash) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");

    /** Empty when it is no anchor. */
    public static Optional<Anchor> parse(String text) {
      Matcher form = FORM.matcher(text.strip());
      return form.matches()
          ? Optional.of(
              new Anchor(Long.parseLong(form.group(1)), HexFormat.of().parseHex(form.group(2))))
          : Optional.empty();
    }
  }

  /**
   * What was found.
   *
   * @param sealed seals read
   * @param broken the first breaks in the order of the chain, at most 50; empty when all is well
   * @param breaks how many there are in all
   * @param waiting committed rows that wait for their seal: the tail
   * @param waitingSince time of the oldest of them, null when none waits
   * @param late rows sealed more than an hour after their own time: the house stood still, or
   *     somebody wrote them into the past
   * @param firstLate one of them, null when there is none
   * @param head newest seal as an anchor, null in an empty chain
   */
  public record Report(
      long sealed,
      List<Broken> broken,
      long breaks,
      long waiting,
      @Nullable Instant waitingSince,
      long late,
      @Nullable UUID firstLate,
      @Nullable String head) {

    public boolean whole() {
      return breaks == 0;
    }
  }

  /** Reads everything. {@code progress} is told now and then how many seals were read. */
  public Report verify(@Nullable Anchor anchor, LongConsumer progress) {
    try (Connection connection = database.address().connect("tinbao verify-audit")) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      Walk walk = new Walk(anchor);
      walkTheChain(connection, walk, progress);
      walk.end();
      rowsWithoutSeal(connection, walk);
      waiting(connection, walk);
      connection.rollback();
      return walk.report();
    } catch (SQLException e) {
      throw new IllegalStateException("The audit cannot be read: " + e.getSQLState(), e);
    }
  }

  /** A seal with the row it speaks of; the row is null when it is gone. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Seal(
      long seq,
      UUID rowId,
      Instant sealedAt,
      byte[] hash,
      byte @Nullable [] mac,
      @Nullable AuditRow row) {

    boolean follows(byte[] before, long at) {
      return row != null && MessageDigest.isEqual(AuditChain.link(before, at, sealedAt, row), hash);
    }
  }

  /** A seal that does not follow the hash before it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Misfit(byte[] before, Seal seal) {}

  private static void walkTheChain(Connection connection, Walk walk, LongConsumer progress)
      throws SQLException {
    // Both primary keys; the cursor keeps the planner from sorting everything first.
    String sql =
        "SELECT s.seq, s.audit_id, s.sealed_at, s.hash, s.mac, "
            + AuditRow.COLUMNS
            + """
             FROM tinbao.audit_seal s LEFT JOIN tinbao.audit a ON a.id = s.audit_id
            ORDER BY s.seq
            """;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setFetchSize(FETCHED_AT_ONCE);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          walk.step(
              new Seal(
                  found.getLong("seq"),
                  found.getObject("audit_id", UUID.class),
                  Objects.requireNonNull(SqlTime.read(found, "sealed_at")),
                  found.getBytes("hash"),
                  found.getBytes("mac"),
                  found.getObject("id") == null ? null : AuditRow.read(found)));
          if (walk.sealed % REPORT_EVERY == 0) {
            progress.accept(walk.sealed);
          }
        }
      }
    }
  }

  /**
   * A row of ours is sealed or waits; one that is neither was put in past the house. One that waits
   * and is not there was taken out before its seal.
   */
  private static void rowsWithoutSeal(Connection connection, Walk walk) throws SQLException {
    String sql =
        """
        SELECT a.id, 'INSERTED' AS kind FROM tinbao.audit a
        WHERE NOT EXISTS (SELECT FROM tinbao.audit_seal s WHERE s.audit_id = a.id)
          AND NOT EXISTS (SELECT FROM tinbao.audit_unsealed u WHERE u.audit_id = a.id)
        UNION ALL
        SELECT u.audit_id, 'MISSING' FROM tinbao.audit_unsealed u
        WHERE NOT EXISTS (SELECT FROM tinbao.audit a WHERE a.id = u.audit_id)
        ORDER BY 1
        """;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setFetchSize(FETCHED_AT_ONCE);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          walk.broken(Kind.valueOf(found.getString("kind")), 0, found.getObject("id", UUID.class));
        }
      }
    }
  }

  private static void waiting(Connection connection, Walk walk) throws SQLException {
    String sql =
        """
        SELECT count(*), min(a.at) AS since
        FROM tinbao.audit_unsealed u JOIN tinbao.audit a ON a.id = u.audit_id
        """;
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet found = select.executeQuery()) {
      if (found.next()) {
        walk.waiting = found.getLong(1);
        walk.waitingSince = SqlTime.read(found, "since");
      }
    }
  }

  /** Goes along the chain and remembers what it met. After a break it goes on from what stands. */
  private final class Walk {
    private final @Nullable Anchor anchor;
    private final List<Misfit> misfits = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();
    private long breaks;
    private long sealed;
    private long lastSeq;
    private byte[] before = AuditChain.beginning();
    private boolean endOfBatch = true;
    private boolean anchorSeen;
    private long late;
    private @Nullable UUID firstLate;
    private long waiting;
    private @Nullable Instant waitingSince;

    Walk(@Nullable Anchor anchor) {
      this.anchor = anchor;
    }

    void step(Seal seal) {
      sealed++;
      if (seal.seq() != lastSeq + 1) {
        broken(Kind.SEALS_MISSING, lastSeq + 1, null);
      } else if (seal.row() == null) {
        broken(Kind.MISSING, seal.seq(), seal.rowId());
      } else if (!seal.follows(before, seal.seq())) {
        breaks++;
        if (misfits.size() < LOOKED_AT) {
          misfits.add(new Misfit(before, seal));
        }
      }
      byte[] mac = seal.mac();
      endOfBatch = mac != null;
      if (mac != null
          && !MessageDigest.isEqual(
              mac, keyed.of(AuditSealer.MAC, AuditChain.head(seal.seq(), seal.hash())))) {
        broken(Kind.MAC_WRONG, seal.seq(), seal.rowId());
      }
      if (anchor != null && anchor.seq() == seal.seq()) {
        anchorSeen = MessageDigest.isEqual(anchor.hash(), seal.hash());
      }
      AuditRow row = seal.row();
      if (row != null && row.at().plus(LATE).isBefore(seal.sealedAt())) {
        late++;
        firstLate = firstLate == null ? row.id() : firstLate;
      }
      lastSeq = seal.seq();
      before = seal.hash();
    }

    void end() {
      if (!endOfBatch) {
        broken(Kind.CUT_OFF, lastSeq + 1, null);
      }
      if (anchor != null && !anchorSeen) {
        broken(Kind.ANCHOR_MISSED, anchor.seq(), null);
      }
      for (Misfit misfit : misfits) {
        broken.add(new Broken(kind(misfit), misfit.seal().seq(), misfit.seal().rowId()));
      }
      broken.sort(Comparator.comparingLong(Broken::seq));
      while (broken.size() > LOOKED_AT) {
        broken.remove(broken.size() - 1);
      }
    }

    void broken(Kind kind, long seq, @Nullable UUID row) {
      breaks++;
      if (broken.size() < LOOKED_AT) {
        broken.add(new Broken(kind, seq, row));
      }
    }

    private Kind kind(Misfit misfit) {
      Seal seal = misfit.seal();
      if (misfits.stream().anyMatch(m -> m != misfit && isPlaceOf(m, seal, misfit))) {
        return Kind.REORDERED;
      }
      boolean nextBelongsHere =
          misfits.stream()
              .map(Misfit::seal)
              .anyMatch(
                  next ->
                      next.seq() == seal.seq() + 1 && next.follows(misfit.before(), seal.seq()));
      return nextBelongsHere ? Kind.INSERTED : Kind.CHANGED;
    }

    /** Whether the row, or the whole seal, was made for the place where the other now stands. */
    private boolean isPlaceOf(Misfit place, Seal seal, Misfit here) {
      AuditRow otherRow = place.seal().row();
      Seal withOtherRow =
          new Seal(seal.seq(), seal.rowId(), seal.sealedAt(), seal.hash(), seal.mac(), otherRow);
      if (withOtherRow.follows(here.before(), seal.seq())) {
        return true;
      }
      if (seal.follows(place.before(), place.seal().seq())) {
        return true;
      }
      return misfits.stream().anyMatch(m -> seal.follows(m.seal().hash(), place.seal().seq()));
    }

    Report report() {
      return new Report(
          sealed,
          List.copyOf(broken),
          breaks,
          waiting,
          waitingSince,
          late,
          firstLate,
          sealed == 0 ? null : lastSeq + ":" + HexFormat.of().formatHex(before));
    }
  }
}
