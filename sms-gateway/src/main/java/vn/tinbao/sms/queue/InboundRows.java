package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.ReceivedSms.Part;

/** Writes {@code sms.inbound}, all in the caller's transaction. */
@Singleton
class InboundRows {
  /** A part that comes later than this belongs to another message under the same reference. */
  private static final Duration LATEST_PART = Duration.ofDays(1);

  private final JdbcOperations jdbc;

  InboundRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** A row to be. */
  @SuppressWarnings("ArrayRecordComponent")
  record New(
      UUID id,
      ReceivedSms sms,
      SealedPhone from,
      byte[] body,
      byte @Nullable [] echo,
      Instant arrivedAt) {
    @Override
    public String toString() {
      return "New[" + id + "]";
    }
  }

  /**
   * Where a row goes.
   *
   * @param partOf the row that stands for its message; null: itself
   * @param addsTo the message that was handed over without it
   * @param nextAt when it may be handed over
   * @param completes the message that has all its parts with this one
   */
  record Place(
      @Nullable UUID partOf, @Nullable UUID addsTo, Instant nextAt, @Nullable UUID completes) {
    static Place whole(Instant now) {
      return new Place(null, null, now, null);
    }
  }

  private record Known(UUID id, UUID head, boolean open, int number, byte @Nullable [] echo) {}

  /**
   * Where a part goes: to the message that waits for it; behind the message that was handed over
   * without it; or it begins a message, which waits until {@code waitsUntil}.
   *
   * <p>Locks the parts of this long message against other calls, and against its being handed over
   * at this moment.
   */
  Place placeOf(New row, Instant waitsUntil) {
    Part part = Objects.requireNonNull(row.sms().part());
    lock(List.of(lockOf(row, part)));
    lockHeads(row, part);
    List<Known> known = known(row, part);
    List<UUID> heads = known.stream().map(Known::head).distinct().toList();
    for (UUID head : heads) {
      List<Known> group = known.stream().filter(other -> other.head().equals(head)).toList();
      Optional<Known> same =
          group.stream().filter(other -> other.number() == part.number()).findFirst();
      boolean open = group.get(0).open();
      if (open && same.isEmpty()) {
        long numbers = group.stream().mapToInt(Known::number).distinct().count();
        UUID completes = numbers + 1 == part.total() ? head : null;
        return new Place(head, null, waitsUntil, completes);
      }
      if (open && isEcho(same, row)) {
        return new Place(head, null, waitsUntil, null);
      }
      if (!open && same.isEmpty()) {
        return new Place(null, head, row.arrivedAt(), null);
      }
    }
    return new Place(null, null, waitsUntil, null);
  }

  private static boolean isEcho(Optional<Known> other, New row) {
    return other.isPresent() && Arrays.equals(other.get().echo(), row.echo());
  }

  private static long lockOf(New row, Part part) {
    return ByteBuffer.wrap(row.from().hash()).getLong() ^ ((long) part.ref() << 8 ^ part.total());
  }

  private static long lockOf(byte[] echo) {
    return ByteBuffer.wrap(echo).getLong();
  }

  /**
   * Takes at once, in one order for all, every lock that storing these will take: calls with
   * several messages do not wait for each other in a circle.
   */
  void lock(Collection<New> rows) {
    Set<Long> keys = new TreeSet<>();
    for (New row : rows) {
      if (row.sms().part() != null) {
        keys.add(lockOf(row, row.sms().part()));
      }
      if (row.echo() != null) {
        keys.add(lockOf(row.echo()));
      }
    }
    if (!keys.isEmpty()) {
      lock(List.copyOf(keys));
    }
  }

  private void lock(List<Long> keys) {
    // A worker that holds the message is quick; when it is not, the provider keeps the part.
    jdbc.prepareStatement(
        """
        SELECT set_config('lock_timeout', '5s', true);
        SELECT pg_advisory_xact_lock(k) FROM unnest(?::bigint[]) AS k
        """,
        select -> {
          select.setArray(1, select.getConnection().createArrayOf("bigint", keys.toArray()));
          return select.execute();
        });
  }

  /** By inbound_parts. Whoever hands the message over holds this lock meanwhile. */
  private void lockHeads(New row, Part part) {
    jdbc.prepareStatement(
        "SELECT id FROM sms.inbound WHERE " + SAME_MESSAGE + " AND part_of IS NULL FOR UPDATE",
        select -> {
          sameMessage(select, row, part);
          return select.execute();
        });
  }

  private static final String SAME_MESSAGE =
      "from_hash = ? AND part_ref = ? AND part_total = ? AND provider = ? AND to_number = ?"
          + " AND arrived_at > ?";

  private static void sameMessage(PreparedStatement select, New row, Part part)
      throws SQLException {
    select.setBytes(1, row.from().hash());
    select.setInt(2, part.ref());
    select.setInt(3, part.total());
    select.setString(4, row.sms().provider());
    select.setString(5, row.sms().to());
    select.setObject(6, SqlTime.of(row.arrivedAt().minus(LATEST_PART)));
  }

  /** By inbound_parts; the newest message first. */
  private List<Known> known(New row, Part part) {
    return jdbc.prepareStatement(
        """
        SELECT i.id, h.id AS head, h.state = 'WAITING' AS open, i.part_number, i.echo
          FROM sms.inbound i JOIN sms.inbound h ON h.id = coalesce(i.part_of, i.id)
         WHERE i.id IN (SELECT id FROM sms.inbound WHERE %s)
           AND h.adds_to IS NULL
         ORDER BY h.arrived_at DESC, h.id DESC, i.arrived_at, i.id
        """
            .formatted(SAME_MESSAGE),
        select -> {
          sameMessage(select, row, part);
          List<Known> found = new ArrayList<>();
          try (ResultSet next = select.executeQuery()) {
            while (next.next()) {
              found.add(
                  new Known(
                      next.getObject("id", UUID.class),
                      next.getObject("head", UUID.class),
                      next.getBoolean("open"),
                      next.getInt("part_number"),
                      next.getBytes("echo")));
            }
          }
          return found;
        });
  }

  /**
   * Stores one row, flagged when the same came before.
   *
   * @return false: the provider's id is there already
   */
  boolean insert(New row, Place place, Instant repeatsSince) {
    // Sent as one: the lock, then with a fresh look at the table the row. Two repeats that come at
    // the same moment through two processes see each other that way.
    return jdbc.prepareStatement(
        (row.echo() == null ? "" : "SELECT pg_advisory_xact_lock(?);\n") + INSERT,
        insert -> {
          int n = 0;
          if (row.echo() != null) {
            insert.setLong(++n, lockOf(row.echo()));
          }
          set(insert, n, row, place, repeatsSince);
          boolean locked = insert.execute();
          if (locked) {
            var unused = insert.getMoreResults();
          }
          return insert.getUpdateCount() == 1;
        });
  }

  /**
   * Stores whole messages that have an id of their provider, by one statement.
   *
   * @return the ids of those that were stored; of the others the provider's id is there already
   */
  Set<UUID> insertNamed(List<New> rows) {
    // In one order for all, so that two calls with the same messages do not wait in a circle.
    return jdbc.prepareStatement(
        """
        INSERT INTO sms.inbound
          (id, provider, provider_msg_id, from_hash, from_cipher, to_number, body, received_at, state,
           next_at, arrived_at)
        SELECT id, provider, name, from_hash, from_cipher, to_number, body, received_at, 'WAITING',
               arrived_at, arrived_at
          FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::text[], ?::bytea[],
                      ?::timestamptz[], ?::timestamptz[])
               AS w(id, provider, name, from_hash, from_cipher, to_number, body, received_at,
                    arrived_at)
         ORDER BY provider, name
        ON CONFLICT (provider, provider_msg_id) DO NOTHING
        RETURNING id
        """,
        insert -> {
          SqlArrays.set(insert, 1, "uuid", rows, New::id);
          SqlArrays.set(insert, 2, "text", rows, row -> row.sms().provider());
          SqlArrays.set(insert, 3, "text", rows, row -> row.sms().providerMessageId());
          SqlArrays.set(insert, 4, rows.stream().map(row -> row.from().hash()).toList());
          SqlArrays.set(insert, 5, rows.stream().map(row -> row.from().cipher()).toList());
          SqlArrays.set(insert, 6, "text", rows, row -> row.sms().to());
          SqlArrays.set(insert, 7, rows.stream().map(New::body).toList());
          SqlArrays.set(insert, 8, "timestamptz", rows, row -> row.sms().at());
          SqlArrays.set(insert, 9, "timestamptz", rows, New::arrivedAt);
          Set<UUID> stored = new HashSet<>();
          try (ResultSet row = insert.executeQuery()) {
            while (row.next()) {
              stored.add(row.getObject("id", UUID.class));
            }
          }
          return stored;
        });
  }

  /**
   * Stores whole messages, sent to the database together; each sees those before it. {@link
   * #lock(Collection)} comes first.
   *
   * @return by id, whether it was stored; false: the provider's id is there already
   */
  Map<UUID, Boolean> insertWhole(List<New> rows, Instant repeatsSince) {
    return jdbc.prepareStatement(
        INSERT,
        insert -> {
          for (New row : rows) {
            set(insert, 0, row, Place.whole(row.arrivedAt()), repeatsSince);
            insert.addBatch();
          }
          int[] counts = insert.executeBatch();
          Map<UUID, Boolean> stored = new HashMap<>();
          for (int i = 0; i < counts.length; i++) {
            stored.put(rows.get(i).id(), counts[i] == 1);
          }
          return stored;
        });
  }

  private static void set(
      PreparedStatement insert, int before, New row, Place place, Instant repeatsSince)
      throws SQLException {
    int n = before;
    ReceivedSms sms = row.sms();
    insert.setObject(++n, row.id());
    insert.setString(++n, sms.provider());
    insert.setString(++n, sms.providerMessageId());
    insert.setBytes(++n, row.from().hash());
    insert.setBytes(++n, row.from().cipher());
    insert.setString(++n, sms.to());
    insert.setBytes(++n, row.body());
    insert.setObject(++n, SqlTime.of(sms.at()));
    insert.setString(++n, place.partOf() == null ? "WAITING" : "PART");
    insert.setObject(++n, SqlTime.of(place.nextAt()));
    insert.setObject(++n, SqlTime.of(row.arrivedAt()));
    Part part = sms.part();
    insert.setObject(++n, part == null ? null : part.ref(), Types.INTEGER);
    insert.setObject(++n, part == null ? null : part.total(), Types.SMALLINT);
    insert.setObject(++n, part == null ? null : part.number(), Types.SMALLINT);
    insert.setObject(++n, place.partOf(), Types.OTHER);
    insert.setObject(++n, place.addsTo(), Types.OTHER);
    insert.setBytes(++n, row.echo());
    insert.setBytes(++n, row.echo());
    insert.setObject(++n, SqlTime.of(repeatsSince));
  }

  /**
   * What it repeats is found by inbound_echo. OFFSET 0 keeps the order away from the planner, which
   * would walk all messages of the last minutes by inbound_echo_old for it. SELECT keeps the driver
   * from making one statement of several, whose rows would not see each other.
   */
  private static final String INSERT =
      """
      INSERT INTO sms.inbound
        (id, provider, provider_msg_id, from_hash, from_cipher, to_number, body, received_at, state,
         next_at, arrived_at, part_ref, part_total, part_number, part_of, adds_to, echo, repeat_of)
      SELECT ?::uuid, ?::text, ?::text, ?::bytea, ?::bytea, ?::text, ?::bytea, ?::timestamptz,
             ?::text, ?::timestamptz, ?::timestamptz, ?::integer, ?::smallint, ?::smallint, ?::uuid,
             ?::uuid, ?::bytea,
              (SELECT coalesce(e.repeat_of, e.id)
                 FROM (SELECT id, repeat_of, arrived_at FROM sms.inbound
                        WHERE echo = ? AND arrived_at > ? OFFSET 0) e
                ORDER BY e.arrived_at, e.id LIMIT 1)
      ON CONFLICT (provider, provider_msg_id) DO NOTHING
      """;

  /** All parts are there: the message may be handed over now. */
  void complete(UUID head, Instant now) {
    jdbc.prepareStatement(
        "UPDATE sms.inbound SET next_at = least(next_at, ?) WHERE id = ? AND state = 'WAITING'",
        update -> {
          update.setObject(1, SqlTime.of(now));
          update.setObject(2, head);
          return update.executeUpdate();
        });
  }

  /** The row that has this id of the provider. */
  Optional<UUID> known(String provider, @Nullable String providerMessageId) {
    return jdbc.prepareStatement(
        "SELECT id FROM sms.inbound WHERE provider = ? AND provider_msg_id = ?",
        select -> {
          select.setString(1, provider);
          select.setString(2, providerMessageId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getObject("id", UUID.class)) : Optional.empty();
          }
        });
  }
}
