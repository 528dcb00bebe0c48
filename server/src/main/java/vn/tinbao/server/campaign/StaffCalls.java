package vn.tinbao.server.campaign;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.push.Notice;
import vn.tinbao.server.push.NoticeSource;
import vn.tinbao.server.push.Push;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;

/**
 * A campaign for staff calls the people of its agencies to duty: each is woken by a push without
 * content, reads the call signed in (on the phone or under {@code /account/calls}), and says to
 * have read it.
 */
@Singleton
public class StaffCalls implements NoticeSource {
  /** What a woken phone is told: to look at its notices. */
  static final String TOPIC = "duty-call";

  private static final int MOST = 50;

  private final CampaignRows rows;
  private final StaffAccounts accounts;
  private final Push push;
  private final JdbcOperations jdbc;
  private final Clock clock;

  StaffCalls(
      CampaignRows rows, StaffAccounts accounts, Push push, JdbcOperations jdbc, Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.push = push;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A call to one person.
   *
   * @param readAt null until they say so
   */
  public record Call(
      UUID campaignId, String title, String body, Instant calledAt, @Nullable Instant readAt) {}

  /** How many were called, and how many said to have read it. */
  public record Figures(long called, long read) {}

  @EventListener
  void stepped(CampaignStepped event) {
    if (event.step() == CampaignStep.START) {
      rows.byId(event.campaignId())
          .filter(campaign -> campaign.plan().reach() == Reach.STAFF)
          .filter(
              campaign ->
                  rows.texts(campaign.id()).stream()
                      .anyMatch(text -> text.channel() == CampaignChannel.PUSH))
          .ifPresent(campaign -> call(campaign, event.at()));
    }
  }

  private void call(Campaign campaign, Instant now) {
    Set<UUID> people = new LinkedHashSet<>();
    Stream.concat(Stream.of(campaign.agencyId()), campaign.plan().supporting().stream())
        .flatMap(agency -> accounts.enrolled(agency).stream())
        .map(StaffMember::id)
        .forEach(people::add);
    for (UUID person : people) {
      int called =
          jdbc.prepareStatement(
              """
              INSERT INTO tinbao.campaign_call (campaign_id, staff_id, called_at) VALUES (?, ?, ?)
              ON CONFLICT DO NOTHING
              """,
              insert -> {
                insert.setObject(1, campaign.id());
                insert.setObject(2, person);
                insert.setObject(3, SqlTime.of(now));
                return insert.executeUpdate();
              });
      if (called == 1) {
        push.toStaff(person, TOPIC, campaign.id());
      }
    }
  }

  /**
   * The calls to a person, the newest first; those of stopped campaigns are taken back.
   *
   * @param language where there is no such text, the Vietnamese one
   */
  @Transactional
  public List<Call> of(StaffMember viewer, String language) {
    return jdbc.prepareStatement(
        // By campaign_call_of_staff.
        """
        SELECT k.campaign_id, k.called_at, k.read_at, t.title, t.body
          FROM tinbao.campaign_call k
          JOIN tinbao.campaign c ON c.id = k.campaign_id AND c.state <> 'STOPPED'
          JOIN LATERAL (SELECT title, body FROM tinbao.campaign_text a
                         WHERE a.campaign_id = c.id AND a.channel = 'PUSH'
                         ORDER BY a.language <> ?, a.language <> 'vi', a.language LIMIT 1) t ON true
         WHERE k.staff_id = ? ORDER BY k.called_at DESC, k.campaign_id LIMIT ?
        """,
        select -> {
          select.setString(1, language);
          select.setObject(2, viewer.id());
          select.setInt(3, MOST);
          List<Call> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              Instant at = SqlTime.read(row, "called_at");
              if (at != null) {
                found.add(
                    new Call(
                        row.getObject("campaign_id", UUID.class),
                        row.getString("title"),
                        row.getString("body"),
                        at,
                        SqlTime.read(row, "read_at")));
              }
            }
          }
          return found;
        });
  }

  @Override
  public String topic() {
    return TOPIC;
  }

  @Override
  public List<Notice> notices(StaffMember reader, Locale language) {
    return of(reader, language.getLanguage()).stream()
        .map(
            call ->
                new Notice(
                    call.campaignId(), call.title(), call.body(), call.calledAt(), call.readAt()))
        .toList();
  }

  /**
   * Somebody says to have read a call to them; the first time counts.
   *
   * @return false: they were not called
   */
  @Override
  @Transactional
  public boolean read(StaffMember viewer, UUID campaign) {
    return jdbc.prepareStatement(
            """
            UPDATE tinbao.campaign_call SET read_at = coalesce(read_at, ?)
             WHERE campaign_id = ? AND staff_id = ?
            """,
            update -> {
              update.setObject(1, SqlTime.of(SqlTime.now(clock)));
              update.setObject(2, campaign);
              update.setObject(3, viewer.id());
              return update.executeUpdate();
            })
        == 1;
  }

  /** Of a campaign; all zero for one that is not for staff. */
  @Transactional
  public Figures figures(UUID campaign) {
    return jdbc.prepareStatement(
        "SELECT count(*), count(read_at) FROM tinbao.campaign_call WHERE campaign_id = ?",
        select -> {
          select.setObject(1, campaign);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? new Figures(row.getLong(1), row.getLong(2)) : new Figures(0, 0);
          }
        });
  }
}
