package vn.tinbao.server.tip;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and small changes of the tip's tables; a new tip is {@link TipWriter}'s. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TipRows extends GenericRepository<TipRows.Row, UUID> {
  /** Places that sealed values are bound to. */
  String MESSAGE_BODY = "tip_message.body";

  String READING_UNDERSTOOD = "tip_reading.understood";
  String READING_PLACE = "tip_reading.place_text";

  /** A tip with its wrapped key: nothing readable of the report itself. */
  @MappedEntity(value = "tip", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      @Id UUID id,
      String channel,
      String state,
      String kind,
      @TypeDef(type = DataType.STRING_ARRAY) String[] categories,
      int urgency,
      boolean immediateDanger,
      boolean child,
      String language,
      @Nullable Long unitId,
      @Nullable Long enteredUnitId,
      boolean placeAmbiguous,
      String leadAgencyId,
      boolean fallback,
      boolean humanRouted,
      @Nullable String attention,
      Instant receivedAt,
      int version,
      byte[] wrapped) {}

  /** What decides whether a repeated submission is the same. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Known(byte[] replayHash, String leadAgencyId, @Nullable Long unitId, Instant receivedAt) {}

  /** One line of the dialogue, sealed. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Message(UUID id, String author, @Nullable UUID staffId, byte[] body, Instant at) {}

  /** One reading, sealed. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record SealedReading(
      UUID id,
      byte[] understood,
      @io.micronaut.core.annotation.Nullable byte[] placeText,
      String decision,
      @Nullable String question) {}

  /** One line of the timeline. */
  @Introspected
  record Event(Instant at, String kind, @Nullable UUID staffId, String data) {}

  @Query(
      """
      SELECT replay_hash, lead_agency_id, unit_id, received_at FROM tinbao.tip WHERE id = :id
      """)
  Optional<Known> known(UUID id);

  @Query(
      """
      SELECT t.*, k.wrapped FROM tinbao.tip t JOIN tinbao.tip_key k ON k.tip_id = t.id
      WHERE t.id = :id
      """)
  Optional<Row> byId(UUID id);

  /** Served by the unique index of receipt_hash. */
  @Query(
      """
      SELECT t.*, k.wrapped FROM tinbao.tip t JOIN tinbao.tip_key k ON k.tip_id = t.id
      WHERE t.receipt_hash = :receiptHash
      """)
  Optional<Row> byReceipt(byte[] receiptHash);

  /**
   * Locks the tip and all that hang together with it by merges and splits, so that two who change
   * any of them come one after the other; all in one order, for nobody to wait in a circle.
   */
  @Query("SELECT h FROM tinbao.tip_hold(ARRAY[:id]::uuid[]) AS h WHERE h = :id")
  Optional<UUID> lock(UUID id);

  /** The same for several at once. */
  @Query("SELECT h FROM tinbao.tip_hold(string_to_array(:idList, ',')::uuid[]) AS h")
  List<UUID> lockAll(String idList);

  /** Served by tip_message_of_tip. */
  @Query(
      """
      SELECT id, author, staff_id, body, at FROM tinbao.tip_message
      WHERE tip_id = :tipId ORDER BY at, id
      """)
  List<Message> messages(UUID tipId);

  @Query("SELECT tip_id FROM tinbao.tip_message WHERE id = :id")
  Optional<UUID> tipOfMessage(UUID id);

  /** Returns 0 when a message with this id is there already. */
  @Query(
      """
      INSERT INTO tinbao.tip_message (id, tip_id, author, staff_id, body, at)
      VALUES (:id, :tipId, :author, :staffId, :body, :at) ON CONFLICT (id) DO NOTHING
      """)
  int addMessage(
      UUID id, UUID tipId, String author, @Nullable UUID staffId, byte[] body, Instant at);

  /** Served by tip_reading_of_tip. */
  @Query(
      """
      SELECT id, understood, place_text, decision::text AS decision, question::text AS question
      FROM tinbao.tip_reading
      WHERE tip_id = :tipId ORDER BY read_at DESC, id DESC LIMIT 1
      """)
  Optional<SealedReading> newestReading(UUID tipId);

  /** The newest one that tells the place in the sender's words. Served by tip_reading_of_tip. */
  @Query(
      """
      SELECT id, understood, place_text, decision::text AS decision, question::text AS question
      FROM tinbao.tip_reading
      WHERE tip_id = :tipId AND place_text IS NOT NULL ORDER BY read_at DESC, id DESC LIMIT 1
      """)
  Optional<SealedReading> newestPlace(UUID tipId);

  @Query(
      """
      INSERT INTO tinbao.tip_reading (id, tip_id, understood, decision, question, read_at)
      VALUES (:id, :tipId, :understood, :decision::jsonb, :question::jsonb, :at)
      """)
  void addReading(
      UUID id, UUID tipId, byte[] understood, String decision, String question, Instant at);

  @Query(
      """
      INSERT INTO tinbao.tip_event (id, tip_id, at, kind, staff_id, data)
      VALUES (:id, :tipId, :at, :kind, :staffId, :data::jsonb)
      """)
  void addEvent(UUID id, UUID tipId, Instant at, String kind, @Nullable UUID staffId, String data);

  /** Served by tip_event_of_tip. */
  @Query(
      """
      SELECT at, kind, staff_id, data::text AS data FROM tinbao.tip_event
      WHERE tip_id = :tipId ORDER BY at, id
      """)
  List<Event> events(UUID tipId);

  @Query("SELECT language FROM tinbao.tip WHERE id = :id")
  Optional<String> language(UUID id);

  @Query("SELECT agency_id FROM tinbao.tip_agency WHERE tip_id = :tipId AND until IS NULL")
  List<String> agencies(UUID tipId);

  @Query(
      """
      SELECT agency_id FROM tinbao.tip_agency
      WHERE tip_id = :tipId AND until IS NULL AND role = 'SUPPORTING' ORDER BY agency_id
      """)
  List<String> supporting(UUID tipId);

  @Query(
      """
      UPDATE tinbao.tip SET attention = :attention, updated_at = :at, version = version + 1
      WHERE id = :id
      """)
  void attention(UUID id, @Nullable String attention, Instant at);

  @Query(
      """
      UPDATE tinbao.tip SET state = :state, updated_at = :at, version = version + 1
      WHERE id = :id
      """)
  void state(UUID id, String state, Instant at);

  @Query(
      """
      UPDATE tinbao.tip SET kind = :kind, unit_id = :unitId, entered_unit_id = :enteredUnitId,
        place_ambiguous = :ambiguous, categories = string_to_array(:categoryList, ','),
        urgency = greatest(urgency, :urgency), child = child OR :child,
        cross_border = cross_border OR :crossBorder, lead_agency_id = :leadAgencyId,
        fallback = :fallback, updated_at = :at, version = version + 1
      WHERE id = :id
      """)
  void reread(
      UUID id,
      String kind,
      @Nullable Long unitId,
      @Nullable Long enteredUnitId,
      boolean ambiguous,
      String categoryList,
      int urgency,
      boolean child,
      boolean crossBorder,
      String leadAgencyId,
      boolean fallback,
      Instant at);

  @Query(
      """
      UPDATE tinbao.tip_agency SET until = :at
      WHERE tip_id = :tipId AND until IS NULL
      """)
  void endAgencies(UUID tipId, Instant at);

  @Query(
      """
      INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since)
      VALUES (:tipId, :agencyId, :role, :at)
      """)
  void addAgency(UUID tipId, String agencyId, String role, Instant at);

  /** Served by the primary key and tip_identity_noted_of_tip. */
  @Query(
      """
      SELECT EXISTS (SELECT FROM tinbao.tip_identity WHERE tip_id = :tipId)
        OR EXISTS (SELECT FROM tinbao.tip_identity_noted WHERE tip_id = :tipId)
      """)
  boolean identityGiven(UUID tipId);

  /** BLTTHS art. 144: who reports makes it a denunciation, a report or a recommendation. */
  @Query("SELECT source_kind FROM tinbao.tip WHERE id = :tipId")
  String sourceKind(UUID tipId);

  @Query(
      """
      UPDATE tinbao.tip SET source_kind = :kind, updated_at = :now, version = version + 1
      WHERE id = :tipId AND source_kind <> :kind
      """)
  int sourceKind(UUID tipId, String kind, Instant now);

  @Query("SELECT phone_hash, phone_cipher FROM tinbao.tip_contact WHERE tip_id = :tipId")
  Optional<Contact> contact(UUID tipId);

  /** A phone to answer on. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Contact(byte[] phoneHash, byte[] phoneCipher) {}
}
