package vn.tinbao.server.plan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.bench.figures.SimulatedRows;
import vn.tinbao.server.bench.figures.SimulatedTip;
import vn.tinbao.server.bench.figures.SimulatedYear;
import vn.tinbao.server.bench.figures.ToldFigures;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.BuiltInCatalogue;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.Papers;
import vn.tinbao.server.plan.BuiltInPlans;
import vn.tinbao.server.plan.Evidence;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.WorkOutcome;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.statistics.Period;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/**
 * Reports of the founding plans in a simulated 2024: who owes them, reminders, drafts whose figures
 * are what the simulation told, submission, what receivers say, and the papers that come of it.
 */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2024-01-02T08:00:00+07:00")
@Property(name = "tinbao.report.timer", value = "false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeriodicReportsTest {
  private static final int TIPS =
      "full".equals(System.getProperty("tinbao.test.size")) ? 20_000 : 800;
  private static final Instant TOLD = LegalTime.start(LocalDate.of(2025, 1, 1));
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2024, 12, 31);

  /** Places of the five plans as they were in 2024. */
  private static final List<String> PLACES = List.of("618", "870", "06217", "395", "46");

  @Inject BuiltInCatalogue builtIn;
  @Inject BuiltInPlans builtInPlans;
  @Inject Catalogue catalogue;
  @Inject Plans plans;
  @Inject PlanWork work;
  @Inject ReportCalendar calendar;
  @Inject ReportReminders reminders;
  @Inject ReportNotices notices;
  @Inject ReportRows rows;
  @Inject PeriodicReports reports;
  @Inject ReportDrafts drafts;
  @Inject ReportPapers writer;
  @Inject Papers papers;
  @Inject AccessWorld world;
  @Inject Database database;
  @Inject SettableClock clock;
  @Inject TestSql sql;

  private final Set<String> proven = new HashSet<>();
  private final List<SimulatedTip> tips = new ArrayList<>();

  @BeforeAll
  void simulate() throws Exception {
    assertThat(builtIn.installIfEmpty()).isTrue();
    var unused = builtIn.bringUpToDate();
    catalogue.refresh();
    builtInPlans.install();
    for (String code : PLACES) {
      tips.addAll(
          SimulatedYear.of(
              catalogue.now(),
              FIRST,
              366,
              TIPS / PLACES.size(),
              TOLD,
              20_240_730 + tips.size(),
              unit -> in(unit, code)));
    }
    SimulatedRows.write(database.address(), tips, TOLD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ia-hdrai-2024 | QUARTER 2024-03-15, HALF_YEAR 2024-06-15, QUARTER 2024-09-15, YEAR 2024-12-15",
        "binh-trung-2024 | QUARTER 2024-03-09, HALF_YEAR 2024-06-09, QUARTER 2024-09-09, YEAR 2024-12-09",
        "thua-thien-hue-2024 | QUARTER 2024-03-09, HALF_YEAR 2024-06-09, QUARTER 2024-09-09, YEAR 2024-12-09",
        "tho-xuan-30-7-2024 | ONE_OFF 2024-08-02"
      })
  void the_list_of_2024_is_what_the_plan_says(String id, String expected) {
    at("2024-01-02");
    Plan plan = plan(id);
    calendar.list(plan, FIRST, LAST, FIRST);

    assertThat(calendar.list(plan, FIRST, LAST, FIRST)).as("twice the same").isZero();
    assertThat(
            String.join(
                ", ",
                sql.rows(
                    """
                    SELECT DISTINCT period || ' ' || ((due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - 1)
                           AS due, due_at FROM tinbao.periodic_report WHERE plan_id = '%s' ORDER BY due_at
                    """
                        .formatted(id))))
        .isEqualTo(expected);
    assertThat(
            sql.rows(
                "SELECT DISTINCT count(*) FILTER (WHERE kind = 'SUMMARY') || '/'"
                    + " || (count(*) FILTER (WHERE kind = 'CONTRIBUTION') > 0)"
                    + " FROM tinbao.periodic_report WHERE plan_id = '"
                    + id
                    + "' GROUP BY from_day, period"))
        .containsExactly("1/true");
  }

  @Test
  void a_plan_without_dates_says_that_it_names_none() {
    at("2024-01-02");
    calendar.list(plan("hong-ngu-2021-2025"), FIRST, LAST, FIRST);

    assertThat(
            sql.rows(
                "SELECT DISTINCT period || ' ' || count(DISTINCT from_day) || ' ' || bool_or(dated)"
                    + " FROM tinbao.periodic_report WHERE plan_id = 'hong-ngu-2021-2025'"
                    + " GROUP BY period ORDER BY 1"))
        .containsExactly("MONTH 12 false", "QUARTER 2 false", "YEAR 1 false");
  }

  @Test
  void who_takes_over_from_an_agency_owes_its_report_and_begun_ones_stay() {
    at("2024-01-02");
    Plan plan = plan("ia-hdrai-2024");
    LocalDate year = LocalDate.of(2024, 12, 15);
    calendar.list(plan, year, year, FIRST);
    List<PeriodicReport> before = of(plan, ReportPeriod.YEAR);
    PeriodicReport begun = contribution(before);
    begin(secretary(begun), begun);

    calendar.list(plan, year, year, LocalDate.of(2026, 8, 1));

    List<PeriodicReport> after = of(plan, ReportPeriod.YEAR);
    assertThat(after)
        .anyMatch(one -> one.id().equals(begun.id()) && one.state() == ReportState.DRAFT);
    assertThat(after)
        .filteredOn(one -> !one.id().equals(begun.id()))
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(
                        catalogue
                            .now()
                            .agency(one.agencyId())
                            .orElseThrow()
                            .standsOn(LocalDate.of(2026, 8, 1)))
                    .isTrue());
    assertThat(agencies(after)).isNotEqualTo(agencies(before));
  }

  @ParameterizedTest
  @CsvSource({
    "ia-hdrai-2024, 618, HALF_YEAR, 2024-06-15",
    "hong-ngu-2021-2025, 870, MONTH, 2024-06-30",
    "binh-trung-2024, 06217, HALF_YEAR, 2024-06-09",
    "tho-xuan-30-7-2024, 395, ONE_OFF, 2024-08-02",
    "thua-thien-hue-2024, 46, HALF_YEAR, 2024-06-09"
  })
  void the_report_of_each_plan(String id, String code, ReportPeriod period, LocalDate day)
      throws Exception {
    Plan plan = plan(id);
    at(day.minusDays(3).toString());
    calendar.list(plan, day, day, day);
    List<PeriodicReport> all =
        of(plan, period).stream().filter(one -> one.lastDay().equals(day)).toList();
    PeriodicReport below = contribution(all);
    PeriodicReport summary =
        all.stream().filter(one -> one.kind() == ReportKind.SUMMARY).findFirst().orElseThrow();
    assertThat(summary.agencyId()).isIn(below.toAgency(), below.viaAgency());

    // One below writes and sends.
    StaffMember writer = secretary(below);
    prove(plan, below, writer, day.minusDays(4));
    PeriodicReport drafted = begin(writer, below);
    String words = "Đã tổ chức 12 buổi tuyên truyền tại thôn bản (" + id + ")";
    PeriodicReport written =
        done(
            drafts.save(
                writer,
                drafted.id(),
                drafted.version(),
                UuidCreator.getTimeOrderedEpoch(),
                Map.of(ReportPart.COMMUNICATION, words)));
    done(reports.submit(writer, written.id(), written.version(), false));

    // Who collects has it in the draft, said whose it is, beside figures that are right.
    at(day.minusDays(1).toString());
    StaffMember collector = secretary(summary);
    PeriodicReport draft = begin(collector, summary);
    ReportText text = reports.text(collector, draft).orElseThrow();
    String from = catalogue.now().agency(below.agencyId()).orElseThrow().name();
    assertThat(text.part(ReportPart.COMMUNICATION))
        .contains("- " + from + " báo cáo: “" + words + "”");
    same(text.annex(), summary, code);
    if (proven.contains(id)) {
      assertThat(text.annex().tasks())
          .filteredOn(task -> !task.evidence().isEmpty())
          .singleElement()
          .satisfies(
              task -> {
                assertThat(task.state()).isEqualTo(ReportAnnex.GOING_ON);
                assertThat(task.evidence().get(0)).contains("cho 40 người: Lớp ở xã");
                assertThat(text.part(task.part()))
                    .containsOnlyOnce(task.title() + ": tập huấn ngày");
                assertThat(text.part(ReportPart.COMING)).contains(task.title());
              });
    }
    assertThat(FigureMarks.contradictions(text)).isEmpty();
    assertThat(text.part(ReportPart.SITUATION))
        .contains(
            "["
                + text.annex().figure("tips_received").orElseThrow().shown(ReportFigure.Which.VALUE)
                + " #tips_received]");
    assertThat(text.annex().tasks())
        .hasSameSizeAs(
            plan.tasks().stream().filter(task -> task.kind() == PlanTask.Kind.TASK).toList());

    PeriodicReport sent = done(reports.submit(collector, draft.id(), draft.version(), false));
    assertThat(sent.number()).isNotNull();
    assertThat(sent.standing(clock.asClock().instant())).isEqualTo(ReportStanding.IN_TIME);
    assertThat(
            sql.text(
                "SELECT numerator::text FROM tinbao.periodic_report_figure WHERE key = 'tips_received'"
                    + " AND report_id = '"
                    + sent.id()
                    + "'"))
        .isEqualTo(text.annex().figure("tips_received").orElseThrow().numerator().toPlainString());
    print(sent, text, plan, words);
  }

  /** Something proves a task of the writer's agency, if it has one; it stands in its draft. */
  private void prove(Plan plan, PeriodicReport report, StaffMember writer, LocalDate day) {
    String task =
        plans.tasksOf(report.agencyId(), day).stream()
            .filter(own -> own.plan().id().equals(plan.id()) && own.role().works())
            .map(own -> own.task().id())
            .findFirst()
            .orElse(null);
    if (task == null) {
      return;
    }
    proven.add(plan.id());
    assertThat(
            work.prove(
                writer,
                plan.id(),
                task,
                form(),
                new PlanWork.NewEvidence(
                    Evidence.Kind.TRAINING, day, 40, null, "Lớp ở xã", null, null)))
        .isInstanceOf(WorkOutcome.Done.class);
  }

  /** The figures against plain loops over what the simulation told; a year before there is none. */
  private void same(ReportAnnex annex, PeriodicReport report, String code) {
    Period period =
        new Period(report.from(), min(report.to(), LegalTime.day(annex.asOf())).plusDays(1));
    List<SimulatedTip> mine =
        tips.stream()
            .filter(tip -> tip.unitId() != null)
            .filter(tip -> in(catalogue.now().unit(tip.unitId()).orElseThrow(), code))
            .toList();
    Map<String, long[]> told = ToldFigures.of(mine, period, annex.asOf());
    assertThat(told.get("tips_received")[0]).isPositive();
    told.forEach(
        (key, expected) -> {
          ReportFigure figure = annex.figure(key).orElseThrow();
          assertThat(
                  List.of(
                      figure.numerator().longValueExact(),
                      figure.denominator(),
                      figure.beforeNumerator().longValueExact()))
              .as(key)
              .containsExactly(expected[0], expected[1], 0L);
        });
    assertThat(annex.parts())
        .filteredOn(parts -> parts.title().equals("Nguồn tin tiếp nhận theo kênh"))
        .singleElement()
        .satisfies(
            parts ->
                assertThat(parts.parts().stream().mapToLong(ReportAnnex.Part::count).sum())
                    .isEqualTo(told.get("tips_received")[0]));
  }

  private static LocalDate min(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private boolean in(Unit unit, String code) {
    LocalDate day = LocalDate.of(2024, 6, 1);
    Unit place = catalogue.now().unitByCode(code, day).orElseThrow();
    return catalogue.now().withAncestors(unit, day).contains(place);
  }

  /** DOCX and PDF, kept in target/reports to be looked at; DOCX through LibreOffice where it is. */
  private void print(PeriodicReport report, ReportText text, Plan plan, String words)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "reports"));
    for (PaperFormat format : PaperFormat.values()) {
      byte[] bytes = papers.print(writer.paper(report, text, clock.asClock().instant()), format);
      Files.write(folder.resolve(plan.id() + "." + format.extension()), bytes);
      String said = text(format, bytes).replaceAll("\\s+", " ");
      assertThat(said)
          .contains(
              "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
              "BÁO CÁO",
              "I. TÌNH HÌNH",
              "V. KIẾN NGHỊ, ĐỀ XUẤT",
              "PHỤ LỤC SỐ LIỆU",
              "Nguồn tin tiếp nhận theo kênh",
              "PHỤ LỤC NHIỆM VỤ")
          .contains(words.substring(0, 20))
          .doesNotContain("#tips", "report.");
    }
    // Some seconds each: one plan always, all five in the full size.
    if (TIPS < 20_000 && !plan.id().equals("thua-thien-hue-2024")) {
      return;
    }
    Path office = Path.of("/usr/bin/soffice");
    if (!Files.isExecutable(office)) {
      System.out.println("Not opened by LibreOffice: there is none at " + office);
      return;
    }
    Path out = Files.createDirectories(folder.resolve("libreoffice"));
    Process process =
        new ProcessBuilder(
                office.toString(),
                "--headless",
                "-env:UserInstallation=" + out.resolve("profile").toAbsolutePath().toUri(),
                "--convert-to",
                "pdf",
                "--outdir",
                out.toString(),
                folder.resolve(plan.id() + ".docx").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.resolve("log.txt").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(text(PaperFormat.PDF, Files.readAllBytes(out.resolve(plan.id() + ".pdf"))))
        .contains("BÁO CÁO", "PHỤ LỤC SỐ LIỆU");
  }

  private static String text(PaperFormat format, byte[] bytes) throws IOException {
    return switch (format) {
      case DOCX -> {
        try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(bytes));
            XWPFWordExtractor words = new XWPFWordExtractor(docx)) {
          yield words.getText();
        }
      }
      case PDF -> {
        try (var pdf = Loader.loadPDF(bytes)) {
          yield new PDFTextStripper().getText(pdf);
        }
      }
    };
  }

  @Test
  void steps_out_of_order_by_others_or_twice_change_nothing() {
    at("2024-02-20");
    PeriodicReport due = fresh("thua-thien-hue-2024", 0);
    StaffMember writer = secretary(due);
    StaffMember receiver = receiver(due);
    StaffMember stranger =
        world.person("thu-ky-la", AccessWorld.ELSEWHERE, Role.COMMITTEE_SECRETARY);
    StaffMember desk = world.person("truc", due.agencyId(), Role.DUTY_OFFICER);

    for (StaffMember other : List.of(stranger, desk)) {
      assertThat(reports.seen(other, due.id())).isEmpty();
      assertThat(reports.events(other, due.id())).isEmpty();
      assertThat(drafts.begin(other, due.id(), form())).isEqualTo(new ReportOutcome.NotFound());
      assertThat(reports.submit(other, due.id(), 1, true)).isEqualTo(new ReportOutcome.NotFound());
      assertThat(reports.accept(other, due.id(), 1)).isEqualTo(new ReportOutcome.NotFound());
      assertThat(reports.onPaper(other, due.id(), 1, FIRST))
          .isEqualTo(new ReportOutcome.NotFound());
    }
    assertThat(reports.submit(writer, due.id(), 1, true)).isEqualTo(wrong(ReportMistake.NO_TEXT));
    assertThat(drafts.save(writer, due.id(), 1, form(), Map.of()))
        .isEqualTo(wrong(ReportMistake.NO_TEXT));
    assertThat(drafts.renew(writer, due.id(), 1, form())).isEqualTo(wrong(ReportMistake.NO_TEXT));
    assertThat(reports.accept(receiver, due.id(), 1)).isEqualTo(wrong(ReportMistake.WRONG_STATE));
    assertThat(drafts.begin(receiver, due.id(), form())).isEqualTo(new ReportOutcome.NotFound());

    UUID form = form();
    PeriodicReport draft = done(drafts.begin(writer, due.id(), form));
    assertThat(done(drafts.begin(writer, due.id(), form))).isEqualTo(draft);
    assertThat(done(drafts.begin(writer, due.id(), form()))).isEqualTo(draft);
    assertThat(reports.text(receiver, draft)).as("not sent").isEmpty();
    UUID save = form();
    Map<ReportPart, String> words = Map.of(ReportPart.LAW, "Riêng\r\ntư-7c1e");
    PeriodicReport saved = done(drafts.save(writer, due.id(), draft.version(), save, words));
    assertThat(done(drafts.save(writer, due.id(), draft.version(), save, words))).isEqualTo(saved);
    assertThat(
            drafts.save(writer, due.id(), draft.version(), form(), Map.of(ReportPart.LAW, "Khác")))
        .isEqualTo(new ReportOutcome.TooLate(saved));
    assertThat(
            drafts.save(
                writer,
                due.id(),
                saved.version(),
                form(),
                Map.of(ReportPart.LAW, "x".repeat(ReportText.LONGEST + 1))))
        .isEqualTo(wrong(ReportMistake.TOO_LONG));
    assertThat(reports.text(writer, saved).orElseThrow().part(ReportPart.LAW))
        .isEqualTo("Riêng\ntư-7c1e");
    assertThat(sql.dump("tinbao.periodic_report_text"))
        .doesNotContain(HexFormat.of().formatHex("tư-7c1e".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(
            () -> sql.run("DELETE FROM tinbao.periodic_report_text WHERE id = '" + save + "'"))
        .hasStackTraceContaining("only grows");

    PeriodicReport sent = done(reports.submit(writer, due.id(), saved.version(), false));
    assertThat(done(reports.submit(writer, due.id(), saved.version(), false))).isEqualTo(sent);
    assertThat(drafts.save(writer, due.id(), sent.version(), form(), words))
        .isEqualTo(wrong(ReportMistake.WRONG_STATE));
    assertThat(reports.text(receiver, sent)).isPresent();
    assertThat(reports.sendBack(receiver, due.id(), sent.version(), " \n"))
        .isEqualTo(wrong(ReportMistake.WHY_MISSING));
    PeriodicReport back =
        done(reports.sendBack(receiver, due.id(), sent.version(), "Thiếu mục III"));
    assertThat(back.state()).isEqualTo(ReportState.RETURNED);
    assertThat(reports.events(writer, due.id()).get(0).note()).isEqualTo("Thiếu mục III");
    assertThat(reports.text(receiver, back)).as("closed again").isEmpty();
    assertThat(notices.of(writer, reports))
        .anyMatch(n -> n.kind() == ReportNotices.Kind.RETURNED && n.report().id().equals(due.id()));
    PeriodicReport again = done(reports.submit(writer, due.id(), back.version(), false));
    assertThat(again.number()).as("the same paper").isEqualTo(sent.number());
    assertThat(reports.accept(receiver, due.id(), sent.version()))
        .isEqualTo(new ReportOutcome.TooLate(again));
    assertThat(done(reports.accept(receiver, due.id(), again.version())).state())
        .isEqualTo(ReportState.ACCEPTED);
    assertThat(
            sql.rows(
                "SELECT action FROM tinbao.audit WHERE subject_id = '"
                    + due.id()
                    + "' ORDER BY at, id"))
        .containsExactly(
            "REPORT_SUBMITTED", "REPORT_RETURNED", "REPORT_SUBMITTED", "REPORT_ACCEPTED");
  }

  @Test
  void words_that_contradict_the_annex_are_sent_only_when_meant() {
    at("2024-02-21");
    PeriodicReport due = fresh("thua-thien-hue-2024", 1);
    StaffMember writer = secretary(due);
    PeriodicReport draft = begin(writer, due);
    PeriodicReport saved =
        done(
            drafts.save(
                writer,
                due.id(),
                draft.version(),
                form(),
                Map.of(ReportPart.SITUATION, "Nhận [99.999 #tips_received] tin")));

    assertThat(reports.submit(writer, due.id(), saved.version(), false))
        .isEqualTo(wrong(ReportMistake.CONTRADICTS));
    PeriodicReport counted = done(drafts.renew(writer, due.id(), saved.version(), form()));
    assertThat(FigureMarks.contradictions(reports.text(writer, counted).orElseThrow())).isEmpty();
    PeriodicReport spoilt =
        done(
            drafts.save(
                writer,
                due.id(),
                counted.version(),
                form(),
                Map.of(ReportPart.SITUATION, "Nhận [99.999 #tips_received] tin")));
    done(reports.submit(writer, due.id(), spoilt.version(), true));
    assertThat(reports.events(writer, due.id()).get(0).kind()).isEqualTo("SUBMITTED_DIFFERING");
  }

  @Test
  void counting_again_follows_the_figures_and_leaves_what_a_person_wrote() {
    at("2024-08-20");
    LocalDate day = LocalDate.of(2024, 9, 9);
    PeriodicReport due =
        of(plan("thua-thien-hue-2024"), day).stream()
            .filter(one -> one.kind() == ReportKind.SUMMARY)
            .findFirst()
            .orElseThrow();
    StaffMember writer = secretary(due);
    PeriodicReport draft = begin(writer, due);
    ReportText before = reports.text(writer, draft).orElseThrow();
    String own = "Nổi lên là lừa đảo việc làm: [0 #tips_received] tin.";
    PeriodicReport saved =
        done(
            drafts.save(
                writer,
                due.id(),
                draft.version(),
                form(),
                Map.of(
                    ReportPart.SITUATION,
                    before.part(ReportPart.SITUATION) + "\n" + own,
                    ReportPart.LAW,
                    "Đã góp ý dự thảo nghị định.")));
    at("2024-09-05");
    PeriodicReport counted = done(drafts.renew(writer, due.id(), saved.version(), form()));
    ReportText after = reports.text(writer, counted).orElseThrow();

    String tips =
        after.annex().figure("tips_received").orElseThrow().shown(ReportFigure.Which.VALUE);
    assertThat(tips)
        .isNotEqualTo(
            before.annex().figure("tips_received").orElseThrow().shown(ReportFigure.Which.VALUE));
    assertThat(after.part(ReportPart.SITUATION).lines())
        .hasSameSizeAs((before.part(ReportPart.SITUATION) + "\n" + own).lines().toList())
        .last()
        .isEqualTo("Nổi lên là lừa đảo việc làm: [" + tips + " #tips_received] tin.");
    assertThat(after.part(ReportPart.SITUATION).lines().findFirst().orElseThrow())
        .contains("tính đến 09:00 05/09/2024");
    assertThat(after.part(ReportPart.LAW)).isEqualTo("Đã góp ý dự thảo nghị định.");
    assertThat(FigureMarks.contradictions(after)).isEmpty();
  }

  @Test
  void several_who_send_at_once_send_once_and_spend_one_number() throws Exception {
    at("2024-02-22");
    PeriodicReport due = fresh("thua-thien-hue-2024", 2);
    StaffMember writer = secretary(due);
    PeriodicReport draft = begin(writer, due);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<ReportOutcome> send = () -> reports.submit(writer, due.id(), draft.version(), false);
      Set<Integer> numbers = new HashSet<>();
      for (Future<ReportOutcome> one : pool.invokeAll(List.of(send, send, send, send))) {
        numbers.add(done(one.get()).number());
      }
      assertThat(numbers).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
    assertThat(reports.events(writer, due.id())).hasSize(2);
  }

  @Test
  void what_came_on_paper_is_there_since_its_day() {
    at("2024-03-20");
    PeriodicReport due = fresh("thua-thien-hue-2024", 3);
    StaffMember receiver = receiver(due);

    assertThat(due.standing(now())).isEqualTo(ReportStanding.MISSING);
    for (String day : List.of("2024-03-21", "2023-12-31")) {
      assertThat(reports.onPaper(receiver, due.id(), due.version(), LocalDate.parse(day)))
          .isEqualTo(wrong(ReportMistake.DAY_WRONG));
    }
    PeriodicReport there =
        done(reports.onPaper(receiver, due.id(), due.version(), LocalDate.of(2024, 3, 9)));
    assertThat(there.standing(now())).isEqualTo(ReportStanding.IN_TIME);
    assertThat(there.onPaper()).isTrue();
    assertThat(reports.sendBack(receiver, due.id(), there.version(), "x"))
        .isEqualTo(wrong(ReportMistake.WRONG_STATE));
    assertThat(drafts.begin(secretary(due), due.id(), form()))
        .isEqualTo(wrong(ReportMistake.WRONG_STATE));
  }

  @Test
  void the_writer_is_reminded_before_and_the_superior_after() throws Exception {
    at("2024-01-02");
    PeriodicReport due = fresh("thua-thien-hue-2024", LocalDate.of(2024, 9, 9), 0);
    at("2024-08-01");
    StaffMember writer = secretary(due);
    StaffMember receiver = receiver(due);
    reminders.say();
    assertThat(said(writer, due)).isEmpty();

    at("2024-08-28");
    reminders.say();
    assertThat(said(writer, due)).containsExactly(ReportNotices.Kind.DUE_SOON);
    assertThat(said(receiver, due)).isEmpty();
    notices.read(writer, due.id());
    reminders.say();
    assertThat(said(writer, due)).as("once").isEmpty();

    at("2024-09-10");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Callable<Integer> say = reminders::say;
      for (Future<Integer> one : pool.invokeAll(List.of(say, say))) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(said(writer, due)).containsExactly(ReportNotices.Kind.OVERDUE);
    assertThat(said(receiver, due)).containsExactly(ReportNotices.Kind.BELOW_OVERDUE);

    PeriodicReport draft = begin(writer, due);
    PeriodicReport sent = done(reports.submit(writer, due.id(), draft.version(), false));
    assertThat(sent.standing(now())).isEqualTo(ReportStanding.LATE);
    assertThat(said(writer, due)).isEmpty();
    assertThat(said(receiver, due)).containsExactly(ReportNotices.Kind.SUBMITTED);
  }

  private List<ReportNotices.Kind> said(StaffMember person, PeriodicReport report) {
    return notices.of(person, reports).stream()
        .filter(notice -> notice.report().id().equals(report.id()))
        .map(ReportNotices.Notice::kind)
        .toList();
  }

  /** The first quarter's report of a plan that no other test touches. */
  private PeriodicReport fresh(String plan, int nth) {
    return fresh(plan, LocalDate.of(2024, 3, 9), nth);
  }

  private PeriodicReport fresh(String plan, LocalDate day, int nth) {
    List<PeriodicReport> all =
        new ArrayList<>(
            of(plan(plan), day).stream()
                .filter(one -> one.kind() == ReportKind.CONTRIBUTION)
                .toList());
    return all.get(nth);
  }

  private List<PeriodicReport> of(Plan plan, LocalDate day) {
    calendar.list(plan, day, day, day);
    return of(plan, ReportPeriod.QUARTER).stream()
        .filter(one -> one.lastDay().equals(day))
        .toList();
  }

  private List<PeriodicReport> of(Plan plan, ReportPeriod period) {
    List<PeriodicReport> found = new ArrayList<>();
    for (String from :
        sql.rows(
            "SELECT DISTINCT from_day FROM tinbao.periodic_report WHERE plan_id = '"
                + plan.id()
                + "' AND period = '"
                + period
                + "'")) {
      found.addAll(rows.ofPeriod(plan.id(), period, LocalDate.parse(from)));
    }
    return found;
  }

  private static PeriodicReport contribution(List<PeriodicReport> all) {
    return all.stream()
        .filter(one -> one.kind() == ReportKind.CONTRIBUTION && one.state() == ReportState.DUE)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> agencies(List<PeriodicReport> all) {
    Set<String> ids = new TreeSet<>();
    all.forEach(one -> ids.add(one.agencyId()));
    return ids;
  }

  private StaffMember secretary(PeriodicReport report) {
    return world.person("thu-ky", report.agencyId(), Role.COMMITTEE_SECRETARY);
  }

  private StaffMember receiver(PeriodicReport report) {
    String to = report.toAgency();
    assertThat(to).isNotNull();
    return world.person("cap-tren", to, Role.AGENCY_LEAD);
  }

  private PeriodicReport begin(StaffMember writer, PeriodicReport report) {
    return done(drafts.begin(writer, report.id(), form()));
  }

  private Plan plan(String id) {
    return plans.plan(id).orElseThrow();
  }

  private void at(String day) {
    clock.set(LocalDate.parse(day).atTime(LocalTime.of(9, 0)).atZone(LegalTime.ZONE).toInstant());
  }

  private Instant now() {
    return clock.asClock().instant();
  }

  private static UUID form() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private static ReportOutcome wrong(ReportMistake mistake) {
    return new ReportOutcome.Wrong(mistake);
  }

  private static PeriodicReport done(ReportOutcome outcome) {
    assertThat(outcome).isInstanceOf(ReportOutcome.Done.class);
    return ((ReportOutcome.Done) outcome).report();
  }
}
