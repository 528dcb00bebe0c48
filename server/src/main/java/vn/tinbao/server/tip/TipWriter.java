package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.clocks.TipClock;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.sms.phone.SealedPhone;

/** Writes a new tip with all that belongs to it: one statement, one transaction. */
@Singleton
class TipWriter {
  /** Topic on which a desk learns that its queue changed. */
  static final String DESK = "desk.";

  /**
   * Everything hangs on the first insert: when the id is known already, nothing is written. The
   * conflict names no index: the receipt follows from the id, so the same report sent twice at the
   * same moment may meet there first.
   */
  static final String INSERT =
      """
      WITH t AS (
        INSERT INTO tinbao.tip (id, channel, kind, categories, urgency, immediate_danger, child,
          cross_border, language, unit_id, entered_unit_id, place_ambiguous, lead_agency_id, fallback,
          receipt_hash, replay_hash, understanding_version, occurred_at, received_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING RETURNING id, received_at),
      k AS (INSERT INTO tinbao.tip_key (tip_id, wrapped, created_at)
        SELECT id, ?, received_at FROM t),
      r AS (INSERT INTO tinbao.tip_reading (id, tip_id, understood, place_text, decision, question,
          read_at)
        SELECT id, id, ?, ?, ?::jsonb, ?::jsonb, received_at FROM t),
      m AS (INSERT INTO tinbao.tip_message (id, tip_id, author, body, at)
        SELECT id, id, 'REPORTER', ?, received_at FROM t),
      i AS (INSERT INTO tinbao.tip_identity (tip_id, sealed)
        SELECT id, x.sealed FROM t, (VALUES (?::bytea)) AS x(sealed) WHERE x.sealed IS NOT NULL),
      c AS (INSERT INTO tinbao.tip_contact (tip_id, phone_hash, phone_cipher)
        SELECT id, x.hash, x.cipher FROM t, (VALUES (?::bytea, ?::bytea)) AS x(hash, cipher)
        WHERE x.hash IS NOT NULL),
      a AS (INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since, next_due_at)
        SELECT t.id, x.agency, CASE WHEN x.n = 1 THEN 'LEAD' ELSE 'SUPPORTING' END, t.received_at,
          ?::timestamptz
        FROM t, unnest(?::text[]) WITH ORDINALITY AS x(agency, n)),
      e AS (INSERT INTO tinbao.tip_event (id, tip_id, at, kind, data)
        SELECT x.id, t.id, t.received_at, x.kind, x.data::jsonb
        FROM t, unnest(?::uuid[], ?::text[], ?::text[]) AS x(id, kind, data)),
      q AS (INSERT INTO tinbao.tip_clock (tip_id, clock, basis, rule_version, started_at, due_at,
          overdue_at, next_alert_at, calendar_confirmed)
        SELECT t.id, x.clock, x.basis, x.version, t.received_at, x.due, x.overdue, x.alert, x.sure
        FROM t, unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
          ?::timestamptz[], ?::boolean[]) AS x(clock, basis, version, due, overdue, alert, sure))
      SELECT count(*) FROM t
      """;

  private final JdbcOperations jdbc;
  private final TipRows rows;
  private final SightRows sight;
  private final SafeContacts safeContacts;
  private final ApplicationEventPublisher<TipReceived> received;
  private final Live live;

  TipWriter(
      JdbcOperations jdbc,
      TipRows rows,
      SightRows sight,
      SafeContacts safeContacts,
      ApplicationEventPublisher<TipReceived> received,
      Live live) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.sight = sight;
    this.safeContacts = safeContacts;
    this.received = received;
    this.live = live;
  }

  /**
   * Writes it.
   *
   * @return false when a tip with this id is there already: then nothing was written
   */
  @Transactional
  public boolean write(NewTip tip) {
    boolean written =
        jdbc.prepareStatement(
            INSERT,
            statement -> {
              bind(statement, tip);
              try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getLong(1) == 1;
              }
            });
    if (written && tip.submission().official() != null) {
      restrict(tip);
    }
    TipSubmission.Reporter reporter = tip.submission().reporter();
    if (written && reporter != null && reporter.safe() != null) {
      safeContacts.keep(tip.submission().id(), reporter.safe());
    }
    if (written) {
      received.publishEvent(
          new TipReceived(
              tip.submission().id(),
              tip.reading().decision().leadAgencyId(),
              tip.reading().urgency() >= 4));
      for (String agency : TipIntake.agenciesOf(tip.reading())) {
        live.afterCommit(DESK + agency, tip.submission().id().toString());
      }
    }
    return written;
  }

  /** From its first moment on, at its sender's word. */
  private void restrict(NewTip tip) {
    UUID id = tip.submission().id();
    sight.restrict(id, id, "OFFICIAL", tip.sealed().official(), null, tip.receivedAt());
    rows.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        id,
        tip.receivedAt(),
        "RESTRICTED",
        null,
        "{\"reason\":\"OFFICIAL\"}");
  }

  private static void bind(PreparedStatement statement, NewTip tip) throws SQLException {
    TipSubmission submission = tip.submission();
    Reading reading = tip.reading();
    Connection connection = statement.getConnection();
    Timestamp receivedAt = Timestamp.from(tip.receivedAt());
    int n = 0;
    statement.setObject(++n, submission.id());
    statement.setString(++n, submission.channel().name());
    statement.setString(++n, reading.kind(submission.immediateDanger()).name());
    statement.setArray(++n, connection.createArrayOf("text", names(reading.categories())));
    statement.setInt(++n, reading.urgency());
    statement.setBoolean(++n, submission.immediateDanger());
    statement.setBoolean(++n, reading.understood().child());
    statement.setBoolean(++n, reading.understood().crossBorder());
    statement.setString(++n, submission.language().getLanguage());
    setLong(statement, ++n, reading.unitId());
    setLong(statement, ++n, reading.enteredUnitId());
    statement.setBoolean(++n, reading.ambiguous());
    statement.setString(++n, reading.decision().leadAgencyId());
    statement.setBoolean(++n, reading.decision().fallback());
    statement.setBytes(++n, tip.receiptHash());
    statement.setBytes(++n, tip.replayHash());
    statement.setString(++n, reading.understood().version());
    statement.setObject(++n, submission.occurredAt(), Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setTimestamp(++n, receivedAt);
    statement.setTimestamp(++n, receivedAt);

    NewTip.Sealed sealed = tip.sealed();
    statement.setBytes(++n, sealed.wrappedKey());
    statement.setBytes(++n, sealed.understood());
    statement.setBytes(++n, sealed.place());
    statement.setString(++n, sealed.decision());
    statement.setString(++n, sealed.question());
    statement.setBytes(++n, sealed.narrative());
    statement.setBytes(++n, sealed.identity());
    SealedPhone phone = submission.phone();
    statement.setBytes(++n, phone == null ? null : phone.hash());
    statement.setBytes(++n, phone == null ? null : phone.cipher());
    statement.setTimestamp(
        ++n,
        Timestamp.from(
            tip.clocks().stream()
                .map(TipClock::dueAt)
                .min(Comparator.naturalOrder())
                .orElseThrow()));
    statement.setArray(
        ++n, connection.createArrayOf("text", TipIntake.agenciesOf(reading).toArray()));

    List<String> kinds = List.of("RECEIVED", "ROUTED");
    List<String> data =
        List.of(
            "{\"channel\":\"%s\"}".formatted(submission.channel()),
            "{\"lead\":\"%s\",\"fallback\":%s}"
                .formatted(reading.decision().leadAgencyId(), reading.decision().fallback()));
    statement.setArray(
        ++n,
        connection.createArrayOf(
            "uuid",
            new UUID[] {UuidCreator.getTimeOrderedEpoch(), UuidCreator.getTimeOrderedEpoch()}));
    statement.setArray(++n, connection.createArrayOf("text", kinds.toArray()));
    statement.setArray(++n, connection.createArrayOf("text", data.toArray()));

    array(statement, ++n, "text", tip.clocks(), TipClock::clock);
    array(statement, ++n, "text", tip.clocks(), TipClock::basis);
    array(statement, ++n, "text", tip.clocks(), TipClock::ruleVersion);
    array(statement, ++n, "timestamptz", tip.clocks(), clock -> clock.dueAt().toString());
    array(statement, ++n, "timestamptz", tip.clocks(), clock -> clock.overdueAt().toString());
    array(
        statement,
        ++n,
        "timestamptz",
        tip.clocks(),
        clock -> Objects.requireNonNull(clock.nextAlertAt()).toString());
    array(statement, ++n, "boolean", tip.clocks(), TipClock::calendarConfirmed);
  }

  private static void array(
      PreparedStatement statement,
      int at,
      String type,
      List<TipClock> clocks,
      Function<TipClock, Object> value)
      throws SQLException {
    statement.setArray(
        at, statement.getConnection().createArrayOf(type, clocks.stream().map(value).toArray()));
  }

  private static Object[] names(List<Category> categories) {
    return categories.isEmpty()
        ? Collections.singleton(Category.UNRELATED.name()).toArray()
        : categories.stream().map(Enum::name).toArray();
  }

  private static void setLong(PreparedStatement statement, int at, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, Types.BIGINT);
    } else {
      statement.setLong(at, value);
    }
  }
}
