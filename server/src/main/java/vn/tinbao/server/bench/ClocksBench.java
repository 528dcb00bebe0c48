package vn.tinbao.server.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;

/**
 * How long after a clock ran out its alert leaves, with many open clocks and while a campaign is
 * sending in the same process. Goal: 10 s.
 */
@Command(
    name = "clocks",
    description = "Delay of alerts with many open clocks, while a campaign is sending.",
    mixinStandardHelpOptions = true)
public final class ClocksBench implements Callable<Integer> {
  private static final double GOAL_SECONDS = 10;
  private static final int LEAD_SECONDS = 15;
  private static final int AFTER_SECONDS = 15;
  private static final int NUMBERS = 9_000_000;

  @Option(names = "--clocks", description = "open clocks (default ${DEFAULT-VALUE})")
  int clocks = 100_000;

  @Option(names = "--due", description = "of them run out meanwhile (default ${DEFAULT-VALUE})")
  int due = 600;

  @Option(names = "--seconds", description = "in this time (default ${DEFAULT-VALUE})")
  int seconds = 60;

  @Option(
      names = "--sms-per-second",
      description = "messages of the campaign handed in (default ${DEFAULT-VALUE})")
  int smsPerSecond = 1_000;

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("tinbao-bench-");
    try (ApplicationContext context =
        BenchHouse.open(
            home,
            Map.of("tinbao.sms.awareness.from", "00:00", "tinbao.sms.awareness.until", "00:00"))) {
      DatabaseAddress database = context.getBean(Database.class).address();
      UUID tip = submit(context);
      String lead =
          BenchHouse.one(
              database, "SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + tip + "'");
      var unused =
          context
              .getBean(DemoStaff.class)
              .install(
                  List.of(
                      new DemoStaff.AgencySeat(
                          "truc", "Trực ban", lead, Set.of(Role.DUTY_OFFICER))));
      BenchLines.print("TinBao clocks: %d open ones, %d run out within %d s", clocks, due, seconds);
      copies(database, tip);
      Instant start = Instant.now().plusSeconds(LEAD_SECONDS);
      runOut(database, start);
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong handedIn = new AtomicLong();
      Thread campaign = new Thread(() -> send(context, stop, handedIn), "campaign");
      campaign.start();
      String sent = "SELECT count(*) FROM sms.attempt";
      Thread.sleep(Math.max(0, Duration.between(Instant.now(), start).toMillis()));
      long before = Long.parseLong(BenchHouse.one(database, sent));
      Thread.sleep(seconds * 1000L);
      long after = Long.parseLong(BenchHouse.one(database, sent));
      stop.set(true);
      campaign.join();
      Thread.sleep(AFTER_SECONDS * 1000L);
      BenchLines.print(
          "campaign: %d messages handed in, %.0f sent a second meanwhile",
          handedIn.get(), (after - before) / (double) seconds);
      return figures(database);
    } finally {
      IntakeBench.delete(home);
    }
  }

  private static UUID submit(ApplicationContext context) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    var unused =
        context
            .getBean(TipIntake.class)
            .submit(
                new TipSubmission(
                    id,
                    new byte[16],
                    Channel.WEB,
                    "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc làm việc lương cao",
                    null,
                    null,
                    null,
                    null,
                    null,
                    Locale.forLanguageTag("vi"),
                    false,
                    null));
    return id;
  }

  /** The tip many times over, each with one open clock that has a day left. */
  private void copies(DatabaseAddress database, UUID tip) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM tinbao.tip_clock");
      statement.execute(
          "CREATE TEMP TABLE fresh AS SELECT gen_random_uuid() AS id FROM generate_series(1, "
              + clocks
              + ")");
      statement.execute(
          """
          INSERT INTO tinbao.tip SELECT (made.row).* FROM (
            SELECT jsonb_populate_record(t, jsonb_build_object('id', f.id,
              'receipt_hash', '\\x' || md5(f.id::text))) AS row
            FROM tinbao.tip t, fresh f WHERE t.id = '%s' OFFSET 0) made
          """
              .formatted(tip));
      statement.execute(
          """
          INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since)
          SELECT f.id, a.agency_id, a.role, a.since FROM tinbao.tip_agency a, fresh f
          WHERE a.tip_id = '%s' AND a.role = 'LEAD'
          """
              .formatted(tip));
      statement.execute(
          """
          INSERT INTO tinbao.tip_clock (tip_id, clock, basis, rule_version, started_at, due_at,
            overdue_at, next_alert_at)
          SELECT id, 'commune_transfer_urgent', 'TTLT 01/2017', 'bench', now() - interval '1 hour',
            now() + interval '23 hours', now() + interval '23 hours', now() + interval '21 hours'
          FROM fresh
          """);
      statement.execute("ANALYZE");
    }
  }

  private void runOut(DatabaseAddress database, Instant start) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          UPDATE tinbao.tip_clock c SET due_at = x.due, overdue_at = x.due, next_alert_at = x.due
          FROM (SELECT tip_id, timestamptz '%s' + row_number() OVER () * interval '%f seconds' AS due
                FROM tinbao.tip_clock LIMIT %d) x
          WHERE c.tip_id = x.tip_id
          """
              .formatted(start, seconds / (double) due, due));
    }
  }

  private void send(ApplicationContext context, AtomicBoolean stop, AtomicLong handedIn) {
    PhoneKey key = context.getBean(PhoneKey.class);
    SmsOutbox outbox = context.getBean(SmsOutbox.class);
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    long began = System.nanoTime();
    while (!stop.get()) {
      long owed = (System.nanoTime() - began) * smsPerSecond / 1_000_000_000L - handedIn.get();
      List<OutboundSms> some = new ArrayList<>();
      for (int i = 0; i < Math.min(owed, 1_000); i++) {
        long number = 1_000_000 + (handedIn.get() + i) % NUMBERS;
        some.add(
            new OutboundSms(
                UuidCreator.getTimeOrderedEpoch(),
                MessageClass.AWARENESS,
                key.seal(PhoneNumber.parse("+8491" + number).orElseThrow()),
                "Cảnh giác với lời rủ đi làm việc nhẹ lương cao. Gọi 111.",
                null,
                campaign,
                null));
      }
      if (some.isEmpty()) {
        pause();
      } else {
        handedIn.addAndGet(outbox.enqueueAll(some));
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int figures(DatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT count(*) AS due, count(p.sent_at) AS told,
                  coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY d.delay), -1) AS p50,
                  coalesce(percentile_cont(0.95) WITHIN GROUP (ORDER BY d.delay), -1) AS p95,
                  coalesce(max(d.delay), -1) AS most
                FROM tinbao.tip_clock c
                LEFT JOIN tinbao.push_message p ON p.ref = c.tip_id AND p.topic = 'clock'
                CROSS JOIN LATERAL
                  (SELECT extract(epoch FROM p.sent_at - c.due_at)::float8 AS delay) d
                WHERE c.due_at < now()
                """)) {
      row.next();
      BenchLines.print("%8s %8s %8s %8s %8s", "due", "told", "p50 s", "p95 s", "most s");
      BenchLines.print(
          "%8d %8d %8.2f %8.2f %8.2f",
          row.getLong("due"),
          row.getLong("told"),
          row.getDouble("p50"),
          row.getDouble("p95"),
          row.getDouble("most"));
      boolean good =
          row.getLong("due") == due
              && row.getLong("told") == due
              && row.getDouble("most") <= GOAL_SECONDS;
      BenchLines.print(good ? "goal held: every alert left within 10 s" : "GOAL MISSED: 10 s");
      return good ? 0 : 1;
    }
  }
}
