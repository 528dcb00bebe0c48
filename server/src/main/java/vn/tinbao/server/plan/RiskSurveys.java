package vn.tinbao.server.plan;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/** The door to surveys of local risk: each agency writes and reads its own. */
@Singleton
public class RiskSurveys {
  static final String NOTE = "plan-survey:";

  private static final int LONGEST_NOTE = 4_000;
  private static final int MOST_COUNTED = 10_000_000;
  private static final int MOST_SHOWN = 40;
  private static final LocalDate FIRST_DAY = LocalDate.of(2010, 1, 1);

  private final Statements sql;
  private final SecretSeal seal;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  RiskSurveys(Statements sql, SecretSeal seal, Catalogue catalogue, Audit audit, Clock clock) {
    this.sql = sql;
    this.seal = seal;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Keeps a survey of the viewer's agency, of its unit.
   *
   * @param id UUIDv7 of the form: the same twice is one
   * @return empty when it is kept, else why not
   */
  @Transactional
  public Optional<WorkMistake> write(
      StaffMember viewer,
      UUID id,
      LocalDate on,
      RiskSurvey.Risk risk,
      Map<SurveyCount, Integer> counts,
      String note) {
    if (on.isBefore(FIRST_DAY) || on.isAfter(LegalTime.day(clock.instant()))) {
      return Optional.of(WorkMistake.DAY_WRONG);
    }
    if (counts.values().stream().anyMatch(count -> count < 0 || count > MOST_COUNTED)) {
      return Optional.of(WorkMistake.PEOPLE_WRONG);
    }
    if (note.length() > LONGEST_NOTE) {
      return Optional.of(WorkMistake.NOTE_TOO_LONG);
    }
    if (counts.isEmpty() && note.isBlank()) {
      return Optional.of(WorkMistake.NOTHING_SAID);
    }
    String unit =
        catalogue
            .now()
            .agency(viewer.agencyId())
            .flatMap(own -> catalogue.now().unit(own.unitId()))
            .map(Unit::code)
            .orElse("0");
    StringBuilder json = new StringBuilder("{");
    new EnumMap<>(counts)
        .forEach(
            (what, count) ->
                json.append(json.length() > 1 ? "," : "")
                    .append('"')
                    .append(what.name())
                    .append("\":")
                    .append(count));
    json.append('}');
    int kept =
        sql.write(
            """
            INSERT INTO tinbao.plan_survey
              (id, agency_id, unit_code, surveyed_on, risk, counts, note, written_by, written_at)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            id,
            viewer.agencyId(),
            unit,
            on,
            risk,
            json.toString(),
            note.isBlank()
                ? null
                : seal.seal(note.strip().getBytes(StandardCharsets.UTF_8), NOTE + id),
            viewer.id(),
            SqlTime.now(clock));
    if (kept == 1) {
      audit.record(viewer.id(), "PLAN_SURVEYED", "SURVEY", id.toString());
    }
    return Optional.empty();
  }

  /** Those of the viewer's agency, the newest day first; index plan_survey_of_agency. */
  @Transactional
  public List<RiskSurvey> of(StaffMember viewer) {
    if (!Permissions.may(viewer, Action.PLAN_WORK)) {
      return List.of();
    }
    return sql.all(
        """
        SELECT s.id, s.agency_id, s.unit_code, s.surveyed_on, s.risk, s.note, s.written_by,
               ARRAY(SELECT c.key || '=' || c.value FROM jsonb_each_text(s.counts) c) AS counts
          FROM tinbao.plan_survey s WHERE s.agency_id = ? ORDER BY s.surveyed_on DESC, s.id DESC LIMIT ?
        """,
        this::survey,
        viewer.agencyId(),
        MOST_SHOWN);
  }

  private RiskSurvey survey(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] note = row.getBytes("note");
    Map<SurveyCount, Integer> counts = new EnumMap<>(SurveyCount.class);
    for (String one : (String[]) row.getArray("counts").getArray()) {
      int at = one.indexOf('=');
      counts.put(SurveyCount.valueOf(one.substring(0, at)), Integer.valueOf(one.substring(at + 1)));
    }
    return new RiskSurvey(
        id,
        row.getString("agency_id"),
        row.getString("unit_code"),
        row.getObject("surveyed_on", LocalDate.class),
        RiskSurvey.Risk.valueOf(row.getString("risk")),
        counts,
        note == null ? null : new String(seal.open(note, NOTE + id), StandardCharsets.UTF_8),
        row.getObject("written_by", UUID.class));
  }
}
