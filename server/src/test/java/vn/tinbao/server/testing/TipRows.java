package vn.tinbao.server.testing;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import vn.tinbao.sms.testing.TestSql;

/** What the tables say of a tip, past all doors. */
@Singleton
public class TipRows {
  private final TestSql sql;

  TipRows(TestSql sql) {
    this.sql = sql;
  }

  /** Agencies that lead it by both places where that is written. */
  public List<String> leads(UUID tip) {
    return sql.rows(
        """
        SELECT a.agency_id FROM tinbao.tip_agency a JOIN tinbao.tip t ON t.id = a.tip_id
        WHERE a.tip_id = '%s' AND a.role = 'LEAD' AND a.until IS NULL
          AND a.agency_id = t.lead_agency_id
        """
            .formatted(tip));
  }

  /** Agencies that lead or support it. */
  public List<String> agencies(UUID tip) {
    return sql.rows(
        "SELECT agency_id FROM tinbao.tip_agency WHERE tip_id = '%s' AND until IS NULL"
            .formatted(tip));
  }

  /** Kinds of what its timeline tells. */
  public List<String> events(UUID tip) {
    return sql.rows("SELECT kind FROM tinbao.tip_event WHERE tip_id = '%s'".formatted(tip));
  }

  /** Actions that the audit has of it. */
  public List<String> audit(UUID tip) {
    return sql.rows("SELECT action FROM tinbao.audit WHERE subject_id = '%s'".formatted(tip));
  }

  /** Clocks that run or ran out. */
  public List<String> openClocks(UUID tip) {
    return sql.rows(
        "SELECT clock FROM tinbao.tip_clock WHERE tip_id = '%s' AND state IN ('RUNNING', 'BREACHED')"
            .formatted(tip));
  }
}
