package vn.tinbao.server.conversation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.sms_flow}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface FlowRows extends GenericRepository<FlowRows.Row, byte[]> {

  /** How much a number sent lately, and whether a word is awaited from it. */
  @MappedEntity(value = "sms_flow", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(@Id byte[] phoneHash, double weight, Instant countedAt, @Nullable Instant askedAt) {}

  @Query("SELECT * FROM tinbao.sms_flow WHERE phone_hash = :phoneHash")
  Optional<Row> of(byte[] phoneHash);

  @Query(
      """
      INSERT INTO tinbao.sms_flow (phone_hash, weight, counted_at, asked_at)
      VALUES (:phoneHash, :weight, :at, :askedAt)
      ON CONFLICT (phone_hash) DO UPDATE
        SET weight = excluded.weight, counted_at = excluded.counted_at,
          asked_at = excluded.asked_at
      """)
  void put(byte[] phoneHash, double weight, Instant at, @Nullable Instant askedAt);

  /** Forgets numbers that have been quiet (index {@code sms_flow_counted_at}). */
  @Query("DELETE FROM tinbao.sms_flow WHERE counted_at < :before")
  long removeBefore(Instant before);
}
