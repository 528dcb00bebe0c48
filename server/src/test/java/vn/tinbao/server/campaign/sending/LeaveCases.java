package vn.tinbao.server.campaign.sending;

import jakarta.inject.Singleton;
import java.util.Map;
import vn.tinbao.server.access.AccessCases;
import vn.tinbao.sms.testing.TestSql;

/** The link by which a recipient leaves, for everybody. */
@Singleton
final class LeaveCases implements AccessCases {
  private static final long RECIPIENT = 7;

  private final LeaveLink links;
  private final TestSql sql;

  LeaveCases(LeaveLink links, TestSql sql) {
    this.links = links;
    this.sql = sql;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "GET /h/{token}",
        (world, owner) -> Request.of(link()),
        "POST /h/{token}",
        (world, owner) -> Request.form(link()));
  }

  private String link() {
    sql.run(
        "INSERT INTO tinbao.campaign_recipient"
            + " (id, sending, phone_hash, phone_cipher, operator, language) VALUES ("
            + RECIPIENT
            + ", 0, decode(repeat('07', 32), 'hex'), '\\x07', 'OTHER', 'vi') ON CONFLICT DO NOTHING");
    return links.of(RECIPIENT);
  }
}
