package vn.tinbao.server.campaign;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.Interest;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.sms.db.SqlTime;

/** The rows of {@code tinbao.campaign} and what hangs on them. */
@Singleton
class CampaignRows {
  static final String NOTE_CONTEXT = "campaign-event:";

  private static final String SELECT =
      """
      SELECT c.*,
             ARRAY(SELECT unit_id FROM tinbao.campaign_unit u WHERE u.campaign_id = c.id ORDER BY unit_id)
               AS units,
             ARRAY(SELECT s.agency_id FROM tinbao.campaign_agency s WHERE s.campaign_id = c.id
                    ORDER BY s.agency_id) AS supporting
        FROM tinbao.campaign c
      """;

  private final JdbcOperations jdbc;

  CampaignRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @return false: a campaign with this id is there already
   */
  @Transactional
  public boolean insert(Campaign campaign) {
    CampaignPlan plan = campaign.plan();
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.campaign
              (kind, reach, title, theme, goal, starts_on, ends_on, plan_task, report_due, keyword,
               interests, kinds, lists, without_lists, recurs, lead_days, budget, rate,
               id, code, agency_id, copied_from, made_by, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              int next = setPlan(insert, plan);
              insert.setObject(next++, campaign.id());
              insert.setString(next++, campaign.code());
              insert.setString(next++, campaign.agencyId());
              insert.setObject(next++, campaign.copiedFrom());
              insert.setObject(next++, campaign.madeBy());
              insert.setObject(next, SqlTime.of(campaign.madeAt()));
              return insert.executeUpdate();
            });
    if (made == 1) {
      setParts(campaign.id(), plan);
    }
    return made == 1;
  }

  /**
   * Stores another plan of a draft.
   *
   * @return false: it is no draft any more, or somebody else changed it since that version
   */
  @Transactional
  public boolean update(UUID id, int version, CampaignPlan plan) {
    int changed =
        jdbc.prepareStatement(
            """
            UPDATE tinbao.campaign
               SET kind = ?, reach = ?, title = ?, theme = ?, goal = ?, starts_on = ?, ends_on = ?,
                   plan_task = ?, report_due = ?, keyword = ?, interests = ?, kinds = ?, lists = ?,
                   without_lists = ?, recurs = ?, lead_days = ?, budget = ?, rate = ?, version = version + 1
             WHERE id = ? AND version = ? AND state = 'DRAFT'
            """,
            update -> {
              int next = setPlan(update, plan);
              update.setObject(next++, id);
              update.setInt(next, version);
              return update.executeUpdate();
            });
    if (changed == 1) {
      execute("DELETE FROM tinbao.campaign_unit WHERE campaign_id = ?", id);
      execute("DELETE FROM tinbao.campaign_agency WHERE campaign_id = ?", id);
      setParts(id, plan);
    }
    return changed == 1;
  }

  private static int setPlan(PreparedStatement statement, CampaignPlan plan) throws SQLException {
    statement.setString(1, plan.kind().name());
    statement.setString(2, plan.reach().name());
    statement.setString(3, plan.title());
    statement.setString(4, plan.theme());
    statement.setString(5, plan.goal());
    statement.setObject(6, plan.startsOn());
    statement.setObject(7, plan.endsOn());
    statement.setString(8, plan.planTask());
    statement.setObject(9, plan.reportDue());
    statement.setString(10, plan.keyword());
    setArray(statement, 11, "text", plan.interests().stream().map(Enum::name).sorted().toList());
    setArray(statement, 12, "text", plan.kinds().stream().map(Enum::name).sorted().toList());
    setArray(statement, 13, "uuid", plan.lists());
    setArray(statement, 14, "uuid", plan.withoutLists());
    statement.setString(15, plan.recurs().name());
    statement.setInt(16, plan.leadDays());
    statement.setObject(17, plan.budget(), Types.BIGINT);
    statement.setObject(18, plan.rate(), Types.INTEGER);
    return 19;
  }

  private static void setArray(PreparedStatement statement, int at, String type, List<?> values)
      throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf(type, values.toArray()));
  }

  private void setParts(UUID id, CampaignPlan plan) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_unit (campaign_id, unit_id)
        SELECT ?, u FROM unnest(?::bigint[]) AS u ON CONFLICT DO NOTHING
        """,
        insert -> {
          insert.setObject(1, id);
          setArray(insert, 2, "bigint", plan.units());
          return insert.executeUpdate();
        });
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_agency (campaign_id, agency_id)
        SELECT ?, a FROM unnest(?::text[]) AS a ON CONFLICT DO NOTHING
        """,
        insert -> {
          insert.setObject(1, id);
          setArray(insert, 2, "text", plan.supporting());
          return insert.executeUpdate();
        });
  }

  /** By its id. */
  @Transactional
  public Optional<Campaign> byId(UUID id) {
    return one(SELECT + " WHERE c.id = ?", id);
  }

  /** The same, and nobody else changes it until the caller's transaction ends. */
  @Transactional
  public Optional<Campaign> lock(UUID id) {
    var unused =
        jdbc.prepareStatement(
            "SELECT 1 FROM tinbao.campaign WHERE id = ? FOR UPDATE",
            select -> {
              select.setObject(1, id);
              return select.executeQuery().next();
            });
    return byId(id);
  }

  /** By its public code. */
  @Transactional
  public Optional<Campaign> byCode(String code) {
    return one(SELECT + " WHERE c.code = ?", code);
  }

  /**
   * The one under way or over that this word stands for: one that has begun and from which tips
   * still follow before any other, then the newest.
   *
   * @param followed tips still follow from what ends on this day or later
   */
  @Transactional
  public Optional<Campaign> byKeyword(String keyword, LocalDate followed) {
    return jdbc
        .prepareStatement(
            SELECT
                + """
                 WHERE c.keyword = ?
                   AND c.state IN ('SCHEDULED', 'RUNNING', 'PAUSED', 'DONE', 'STOPPED')
                 ORDER BY (c.started_at IS NOT NULL AND c.state <> 'STOPPED' AND c.ends_on >= ?) DESC,
                          c.starts_on DESC, c.id DESC LIMIT 1
                """,
            select -> {
              select.setString(1, keyword);
              select.setObject(2, followed);
              return read(select.executeQuery());
            })
        .stream()
        .findFirst();
  }

  /** Who made it, whose words it has, and who changed it since it was approved last. */
  @Transactional
  public Set<UUID> writers(UUID id) {
    return jdbc.prepareStatement(
        """
        SELECT made_by FROM tinbao.campaign WHERE id = ?
        UNION SELECT changed_by FROM tinbao.campaign_text WHERE campaign_id = ?
        UNION SELECT staff_id FROM tinbao.campaign_event
               WHERE campaign_id = ? AND kind IN ('PLAN', 'TEXT', 'TEXT_ENDED')
                 AND staff_id IS NOT NULL
                 AND version > (SELECT coalesce(max(version), 0) FROM tinbao.campaign_event
                                 WHERE campaign_id = ? AND kind = 'APPROVE')
        """,
        select -> {
          for (int i = 1; i <= 4; i++) {
            select.setObject(i, id);
          }
          Set<UUID> found = new HashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject(1, UUID.class));
            }
          }
          return found;
        });
  }

  /** Those that an agency is responsible for or helps with, and that touch these days. */
  @Transactional
  public List<Campaign> of(String agencyId, LocalDate from, LocalDate until, int most) {
    return jdbc.prepareStatement(
        // By campaign_of_agency and campaign_agency_of_agency.
        SELECT
            + """
             WHERE (c.agency_id = ?
                    OR c.id IN (SELECT campaign_id FROM tinbao.campaign_agency WHERE agency_id = ?))
               AND c.starts_on <= ? AND c.ends_on >= ?
             ORDER BY c.starts_on, c.id LIMIT ?
            """,
        select -> {
          select.setString(1, agencyId);
          select.setString(2, agencyId);
          select.setObject(3, until);
          select.setObject(4, from);
          select.setInt(5, most);
          return read(select.executeQuery());
        });
  }

  /** Those whose time has come. */
  @Transactional
  public List<UUID> due(Instant now) {
    return ids(
        "SELECT id FROM tinbao.campaign WHERE state = 'SCHEDULED' AND send_at <= ? ORDER BY"
            + " send_at",
        now);
  }

  /** Those under way. */
  @Transactional
  public List<UUID> running() {
    return ids("SELECT id FROM tinbao.campaign WHERE state = 'RUNNING' ORDER BY started_at", null);
  }

  /**
   * The newest of each series that comes back: its own copies are looked at, not it. A stopped one
   * ends the series.
   */
  @Transactional
  public List<Campaign> recurring() {
    return jdbc.prepareStatement(
        SELECT
            + """
             WHERE c.recurs <> 'NO' AND c.state NOT IN ('STOPPED')
               AND NOT EXISTS (SELECT 1 FROM tinbao.campaign n WHERE n.copied_from = c.id
                                  AND n.starts_on > c.starts_on AND n.recurs = c.recurs)
             ORDER BY c.id
            """,
        select -> read(select.executeQuery()));
  }

  /** The one that the next was copied from, and so on back: the same campaign of former years. */
  @Transactional
  public List<Campaign> before(UUID id, int most) {
    return jdbc.prepareStatement(
        """
        WITH RECURSIVE line(id, n) AS (
          SELECT copied_from, 1 FROM tinbao.campaign WHERE id = ? AND copied_from IS NOT NULL
          UNION ALL
          SELECT p.copied_from, line.n + 1 FROM tinbao.campaign p JOIN line ON p.id = line.id
           WHERE p.copied_from IS NOT NULL AND line.n < ?)
        """
            + SELECT
            + " JOIN line ON line.id = c.id ORDER BY c.starts_on DESC, c.id",
        select -> {
          select.setObject(1, id);
          select.setInt(2, most);
          return read(select.executeQuery());
        });
  }

  /** The state after a step; the row is locked by the caller. */
  @Transactional
  public void state(Campaign changed) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.campaign
           SET state = ?, submitted_by = ?, approved_by = ?, send_at = ?, started_at = ?, ended_at = ?,
               version = ?
         WHERE id = ?
        """,
        update -> {
          update.setString(1, changed.state().name());
          update.setObject(2, changed.submittedBy());
          update.setObject(3, changed.approvedBy());
          update.setObject(4, SqlTime.of(changed.sendAt()));
          update.setObject(5, SqlTime.of(changed.startedAt()));
          update.setObject(6, SqlTime.of(changed.endedAt()));
          update.setInt(7, changed.version());
          update.setObject(8, changed.id());
          return update.executeUpdate();
        });
  }

  /** All texts, in the order of channels and languages; Vietnamese first. */
  @Transactional
  public List<CampaignText> texts(UUID id) {
    List<CampaignText> texts =
        jdbc.prepareStatement(
            """
            SELECT channel, language, title, body, unaccented, changed_by, changed_at
              FROM tinbao.campaign_text WHERE campaign_id = ?
             ORDER BY language <> 'vi', language
            """,
            select -> {
              select.setObject(1, id);
              List<CampaignText> found = new ArrayList<>();
              try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                  found.add(
                      new CampaignText(
                          CampaignChannel.valueOf(row.getString("channel")),
                          row.getString("language"),
                          row.getString("title"),
                          row.getString("body"),
                          row.getBoolean("unaccented"),
                          row.getObject("changed_by", UUID.class),
                          time(row, "changed_at")));
                }
              }
              return found;
            });
    return texts.stream().sorted((a, b) -> a.channel().compareTo(b.channel())).toList();
  }

  /** Writes one text over what stood there. */
  @Transactional
  public void text(UUID id, CampaignText text) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_text
          (campaign_id, channel, language, title, body, unaccented, changed_by, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (campaign_id, channel, language) DO UPDATE
          SET title = excluded.title, body = excluded.body, unaccented = excluded.unaccented,
              changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setString(2, text.channel().name());
          insert.setString(3, text.language());
          insert.setString(4, text.title());
          insert.setString(5, text.body());
          insert.setBoolean(6, text.unaccented());
          insert.setObject(7, text.changedBy());
          insert.setObject(8, SqlTime.of(text.changedAt()));
          return insert.executeUpdate();
        });
  }

  /** To how many phones its texts were sent for a test since then. */
  @Transactional
  public long tested(UUID id, Instant since) {
    return jdbc.prepareStatement(
        // By campaign_event_of_campaign.
        """
        SELECT coalesce(sum(code::bigint), 0) FROM tinbao.campaign_event
         WHERE campaign_id = ? AND at >= ? AND kind = 'TEST'
        """,
        select -> {
          select.setObject(1, id);
          select.setObject(2, SqlTime.of(since));
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  /** Takes one away. */
  @Transactional
  public void noText(UUID id, CampaignChannel channel, String language) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.campaign_text WHERE campaign_id = ? AND channel = ? AND language = ?",
        delete -> {
          delete.setObject(1, id);
          delete.setString(2, channel.name());
          delete.setString(3, language);
          return delete.executeUpdate();
        });
  }

  /** Adds a row to the history. */
  @Transactional
  public void event(UUID campaign, CampaignEvent event, byte @Nullable [] note) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_event
          (id, campaign_id, at, kind, staff_id, from_state, to_state, version, code, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setObject(1, event.id());
          insert.setObject(2, campaign);
          insert.setObject(3, SqlTime.of(event.at()));
          insert.setString(4, event.kind());
          insert.setObject(5, event.staffId());
          insert.setString(6, event.from() == null ? null : event.from().name());
          insert.setString(7, event.to() == null ? null : event.to().name());
          insert.setInt(8, event.version());
          insert.setString(9, event.code());
          insert.setBytes(10, note);
          return insert.executeUpdate();
        });
  }

  /** An event with its note still sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record SealedEvent(CampaignEvent event, byte @Nullable [] note) {}

  /** The newest rows of the history, newest first. */
  @Transactional
  public List<SealedEvent> events(UUID id, int most) {
    return jdbc.prepareStatement(
        // By campaign_event_of_campaign.
        """
        SELECT * FROM tinbao.campaign_event WHERE campaign_id = ? ORDER BY at DESC, id DESC LIMIT ?
        """,
        select -> {
          select.setObject(1, id);
          select.setInt(2, most);
          List<SealedEvent> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new SealedEvent(
                      new CampaignEvent(
                          row.getObject("id", UUID.class),
                          time(row, "at"),
                          row.getString("kind"),
                          row.getObject("staff_id", UUID.class),
                          state(row.getString("from_state")),
                          state(row.getString("to_state")),
                          row.getInt("version"),
                          row.getString("code"),
                          null),
                      row.getBytes("note")));
            }
          }
          return found;
        });
  }

  private static @Nullable CampaignState state(@Nullable String name) {
    return name == null ? null : CampaignState.valueOf(name);
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    Instant at = SqlTime.read(row, column);
    if (at == null) {
      throw new SQLException(column + " is null");
    }
    return at;
  }

  private void execute(String statement, UUID id) {
    jdbc.prepareStatement(
        statement,
        delete -> {
          delete.setObject(1, id);
          return delete.executeUpdate();
        });
  }

  private Optional<Campaign> one(String statement, Object key) {
    return jdbc
        .prepareStatement(
            statement,
            select -> {
              select.setObject(1, key);
              return read(select.executeQuery());
            })
        .stream()
        .findFirst();
  }

  private List<UUID> ids(String statement, @Nullable Instant until) {
    return jdbc.prepareStatement(
        statement,
        select -> {
          if (until != null) {
            select.setObject(1, SqlTime.of(until));
          }
          List<UUID> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject("id", UUID.class));
            }
          }
          return found;
        });
  }

  private static <E extends Enum<E>> Set<E> values(Class<E> type, Array names) throws SQLException {
    Set<E> values = EnumSet.noneOf(type);
    for (String name : (String[]) names.getArray()) {
      values.add(Enum.valueOf(type, name));
    }
    return values;
  }

  private static List<Campaign> read(ResultSet rows) throws SQLException {
    List<Campaign> found = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        long budget = rows.getLong("budget");
        Long ceiling = rows.wasNull() ? null : budget;
        int rate = rows.getInt("rate");
        Integer throttle = rows.wasNull() ? null : rate;
        found.add(
            new Campaign(
                rows.getObject("id", UUID.class),
                rows.getString("code"),
                rows.getString("agency_id"),
                new CampaignPlan(
                    CampaignKind.valueOf(rows.getString("kind")),
                    rows.getString("title"),
                    rows.getString("theme"),
                    rows.getString("goal"),
                    rows.getObject("starts_on", LocalDate.class),
                    rows.getObject("ends_on", LocalDate.class),
                    Arrays.asList((Long[]) rows.getArray("units").getArray()),
                    Arrays.asList((String[]) rows.getArray("supporting").getArray()),
                    rows.getString("plan_task"),
                    rows.getObject("report_due", LocalDate.class),
                    rows.getString("keyword"),
                    values(Interest.class, rows.getArray("interests")),
                    values(SubscriberKind.class, rows.getArray("kinds")),
                    Arrays.asList((UUID[]) rows.getArray("lists").getArray()),
                    Arrays.asList((UUID[]) rows.getArray("without_lists").getArray()),
                    Recurrence.valueOf(rows.getString("recurs")),
                    rows.getInt("lead_days"),
                    ceiling,
                    throttle),
                rows.getObject("copied_from", UUID.class),
                CampaignState.valueOf(rows.getString("state")),
                rows.getInt("version"),
                rows.getObject("made_by", UUID.class),
                time(rows, "made_at"),
                rows.getObject("submitted_by", UUID.class),
                rows.getObject("approved_by", UUID.class),
                SqlTime.read(rows, "send_at"),
                SqlTime.read(rows, "started_at"),
                SqlTime.read(rows, "ended_at")));
      }
    }
    return found;
  }
}
