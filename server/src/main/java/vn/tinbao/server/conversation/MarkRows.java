package vn.tinbao.server.conversation;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** The rows of {@code tinbao.sms_mark}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MarkRows extends GenericRepository<ConversationRows.Row, byte[]> {

  /** One mark of one message. */
  @Introspected
  record Row(UUID messageId, String mark) {}

  @Query(
      """
      INSERT INTO tinbao.sms_mark (message_id, tip_id, mark) VALUES (:messageId, :tipId, :mark)
      ON CONFLICT DO NOTHING
      """)
  void add(UUID messageId, UUID tipId, String mark);

  /** Index {@code sms_mark_of_tip}. */
  @Query("SELECT message_id, mark FROM tinbao.sms_mark WHERE tip_id = :tipId ORDER BY mark")
  List<Row> ofTip(UUID tipId);
}
