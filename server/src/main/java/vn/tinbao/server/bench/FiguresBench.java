package vn.tinbao.server.bench;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.server.bench.figures.SimulatedRows;
import vn.tinbao.server.bench.figures.SimulatedTip;
import vn.tinbao.server.bench.figures.SimulatedYear;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.statistics.FigureCounts;
import vn.tinbao.server.statistics.FigureParts;
import vn.tinbao.server.statistics.FigureScope;
import vn.tinbao.server.statistics.Figures;
import vn.tinbao.server.statistics.Period;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * How long the page of figures takes after five years of reports from 3,321 communes, and how long
 * the exact figures of a province's half year take, from events. A part of all reports comes from
 * the one province that is asked.
 */
@Command(
    name = "figures",
    description = "The page of figures, and a province's half-year, with 1,000,000 tips.",
    mixinStandardHelpOptions = true)
public final class FiguresBench implements Callable<Integer> {
  private static final double GOAL_PAGE_MILLIS = 300;
  private static final double GOAL_REPORT_MILLIS = 10_000;
  private static final int PROVINCES = 34;
  private static final int COMMUNES = 3_321;
  private static final String PROVINCE_POLICE = "ca_tinh@B01/2020-01-01";

  @Option(names = "--tips", description = "how many (default ${DEFAULT-VALUE})")
  int tips = 1_000_000;

  @Option(names = "--years", description = "over how many years (default ${DEFAULT-VALUE})")
  int years = 5;

  @Option(
      names = "--share",
      description = "per cent of them from the province that is asked (default ${DEFAULT-VALUE})")
  int share = 20;

  @Option(names = "--requests", description = "of each page (default ${DEFAULT-VALUE})")
  int requests = 60;

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("tinbao-bench-");
    try (ApplicationContext context =
        BenchHouse.open(
            home,
            Map.of(
                "tinbao.gate.enabled",
                false,
                "tinbao.clocks.timer",
                false,
                "tinbao.statistics.look",
                "1h"))) {
      DatabaseAddress database = context.getBean(Database.class).address();
      Catalogue catalogue = context.getBean(Catalogue.class);
      Instant now = context.getBean(Clock.class).instant();
      places(database);
      var unused = catalogue.refresh();
      BenchLines.print(
          "TinBao figures: JDK %s, %d cores, %,d tips of %d years, %d%% in one of %d provinces",
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          tips,
          years,
          share,
          PROVINCES);
      write(database, catalogue, now);
      FigureCounts counts = context.getBean(FigureCounts.class);
      long begun = System.nanoTime();
      anew(database);
      counts.catchUp();
      BenchLines.print("counted ahead in %.1f s", BenchLines.seconds(begun));
      boolean kept = pages(context, catalogue, now);
      return report(context, catalogue, now) && kept ? 0 : 1;
    } finally {
      IntakeBench.delete(home);
    }
  }

  /** As after an update of the program: the counting begins with no report counted. */
  private static void anew(DatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM tinbao.figure_layout");
    }
  }

  private boolean pages(ApplicationContext context, Catalogue catalogue, Instant now)
      throws Exception {
    URI uri = context.getBean(EmbeddedServer.class).getURI();
    DemoStaff demo = context.getBean(DemoStaff.class);
    String national =
        catalogue.now().nationalStanding(LegalTime.day(now)).map(Agency::id).orElseThrow();
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(
                "tinh.do", "Lãnh đạo đo", PROVINCE_POLICE, Set.of(Role.AGENCY_LEAD)),
            new DemoStaff.AgencySeat(
                "trung.uong.do", "Lãnh đạo đo", national, Set.of(Role.AGENCY_LEAD))));
    HttpClient province = DeskBench.signedIn(demo, uri, "tinh.do");
    HttpClient country = DeskBench.signedIn(demo, uri, "trung.uong.do");
    BenchLines.print("%-34s %9s %9s %9s %9s", "", "p50 ms", "p95 ms", "max ms", "KB");
    int year = LegalTime.day(now).getYear();
    boolean kept = true;
    kept &= measure("country, this year", country, uri.resolve("/figures"));
    kept &= measure("country, last year", country, uri.resolve("/figures?period=" + (year - 1)));
    kept &= measure("province, this year", province, uri.resolve("/figures"));
    kept &=
        measure(
            "province, a half year",
            province,
            uri.resolve("/figures?period=" + (year - 1) + "-H2"));
    BenchLines.print("goal: p95 of each page at most %.0f ms", GOAL_PAGE_MILLIS);
    return kept;
  }

  private boolean measure(String name, HttpClient client, URI page)
      throws IOException, InterruptedException {
    int warm = Math.max(5, requests / 5);
    double[] millis = new double[requests];
    int size = 0;
    for (int i = -warm; i < requests; i++) {
      long begun = System.nanoTime();
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(page).header("Accept", "text/html").GET().build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("Status " + answer.statusCode() + " from " + page);
      }
      size = answer.body().length;
      if (i >= 0) {
        millis[i] = BenchLines.millis(begun);
      }
    }
    Arrays.sort(millis);
    double p95 = millis[Math.min(requests - 1, requests * 95 / 100)];
    BenchLines.print(
        "%-34s %9.1f %9.1f %9.1f %9.0f",
        name, millis[requests / 2], p95, millis[requests - 1], size / 1024.0);
    return p95 <= GOAL_PAGE_MILLIS;
  }

  /** What a half-year report asks for: all figures beside the year before, and their parts. */
  private static boolean report(ApplicationContext context, Catalogue catalogue, Instant now) {
    Figures figures = context.getBean(Figures.class);
    FigureParts parts = context.getBean(FigureParts.class);
    LocalDate today = LegalTime.day(now);
    Unit unit = catalogue.now().unitByCode("B01", today).orElseThrow();
    FigureScope scope = FigureScope.unit(unit.id(), today);
    Period half =
        new Period(
            LocalDate.of(today.getYear() - 1, 6, 15), LocalDate.of(today.getYear() - 1, 12, 15));
    double worst = 0;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      var unused = figures.compare(scope, half, now);
      var told =
          parts.of(
              figures.asOf(now),
              FigureParts.BEHIND_A_REPORT,
              scope,
              half,
              Locale.forLanguageTag("vi"));
      worst = Math.max(worst, BenchLines.millis(begun));
    }
    BenchLines.print(
        "figures of a province's half year from events: %.0f ms at the worst of 3 (goal %.0f)",
        worst, GOAL_REPORT_MILLIS);
    return worst <= GOAL_REPORT_MILLIS;
  }

  private void write(DatabaseAddress database, Catalogue catalogue, Instant now)
      throws SQLException, IOException {
    long begun = System.nanoTime();
    LocalDate first = LegalTime.day(now).minusYears(years).withDayOfMonth(1);
    int months = years * 12;
    Predicate<Unit> anywhere = unit -> unit.code().startsWith("B");
    Predicate<Unit> inProvince = unit -> unit.code().startsWith("B01");
    for (int month = 0; month < months; month++) {
      LocalDate day = first.plusMonths(month);
      int here = tips / months;
      int asked = here * share / 100;
      List<SimulatedTip> all =
          SimulatedYear.of(
              catalogue.now(), day, day.lengthOfMonth(), asked, now, 2L * month, inProvince);
      all.addAll(
          SimulatedYear.of(
              catalogue.now(),
              day,
              day.lengthOfMonth(),
              here - asked,
              now,
              2L * month + 1,
              anywhere));
      SimulatedRows.write(database, all, now, month == months - 1);
    }
    BenchLines.print("written in %.0f s", BenchLines.seconds(begun));
  }

  /** Provinces B01 …, each with its communes, and the police of each, since 2020. */
  private static void places(DatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO tinbao.unit (code, level, kind, name, full_name, parent_id, valid_from, source)
          SELECT 'B' || lpad(p::text, 2, '0'), 'PROVINCE', 'Tỉnh', 'Tỉnh đo ' || p, 'Tỉnh đo ' || p,
            NULL, '2020-01-01', 'đo' FROM generate_series(1, %d) p
          """
              .formatted(PROVINCES));
      statement.execute(
          """
          INSERT INTO tinbao.unit (code, level, kind, name, full_name, parent_id, valid_from, source)
          SELECT u.code || lpad(c::text, 3, '0'), 'COMMUNE', 'Xã', 'Xã đo ' || c, 'Xã đo ' || c,
            u.id, '2020-01-01', 'đo'
          FROM tinbao.unit u CROSS JOIN generate_series(1, %d) c
          WHERE u.level = 'PROVINCE' AND u.code LIKE 'B%%'
          """
              .formatted(COMMUNES / PROVINCES));
      statement.execute(
          """
          INSERT INTO tinbao.agency (id, key, function, level, name, unit_id, may_resolve, valid_from,
            source)
          SELECT CASE u.level WHEN 'PROVINCE' THEN 'ca_tinh@' ELSE 'ca_xa@' END || u.code || '/2020-01-01',
            CASE u.level WHEN 'PROVINCE' THEN 'ca_tinh' ELSE 'ca_xa' END, 'POLICE', u.level,
            'Công an ' || u.full_name, u.id, true, '2020-01-01', 'đo'
          FROM tinbao.unit u WHERE u.code LIKE 'B%'
          """);
      statement.execute(
          """
          INSERT INTO tinbao.agency_territory (agency_id, unit_id)
          SELECT id, unit_id FROM tinbao.agency WHERE source = 'đo'
          """);
    }
  }
}
