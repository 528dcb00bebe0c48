package vn.tinbao.server.victim;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import vn.tinbao.server.tip.AgencySucceeded;
import vn.tinbao.sms.db.Statements;

/**
 * When an agency takes the place of another one with its people, the records go with them: the same
 * people open them as before. In the transaction of the succession.
 */
@Singleton
class RecordsGoAlong {
  private final Statements sql;

  RecordsGoAlong(Statements sql) {
    this.sql = sql;
  }

  @EventListener
  void succeeded(AgencySucceeded agency) {
    String from = agency.fromAgencyId();
    String to = agency.toAgencyId();
    sql.write("UPDATE tinbao.victim SET agency_id = ? WHERE agency_id = ?", to, from);
    sql.write(
        "UPDATE tinbao.victim_named SET agency_id = ? WHERE agency_id = ? AND until IS NULL",
        to,
        from);
    // What lay between the two agencies stays as history tells it.
    sql.write(
        """
        UPDATE tinbao.victim_referral SET from_agency = ?
        WHERE from_agency = ? AND (to_agency IS NULL OR to_agency <> ?)
        """,
        to,
        from,
        to);
    sql.write(
        "UPDATE tinbao.victim_referral SET to_agency = ? WHERE to_agency = ? AND from_agency <> ?",
        to,
        from,
        to);
  }
}
