package vn.tinbao.mobile.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Http;
import vn.tinbao.mobile.net.wire.FieldDoc;
import vn.tinbao.mobile.net.wire.OfficerName;
import vn.tinbao.mobile.net.wire.SignedIn;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.testing.LossyLine;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.fieldwork.FieldDevices;
import vn.tinbao.server.fieldwork.FieldReport;
import vn.tinbao.server.fieldwork.FieldReports;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.testing.TestSql;

/**
 * Two phones of one officer and the real server: whatever is written where, in whatever order it
 * arrives, and whenever a phone dies or an answer is lost, nothing is lost, nothing is silent, and
 * all three come to the same.
 */
class TwoPhonesTest {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";
  private static final String STORY = "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc";
  private static final String PIN = "730512";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final boolean FULL = "full".equals(System.getProperty("tinbao.test.size"));
  private static final int RANDOM_WALKS = FULL ? 40 : 4;
  private static final int STEPS = 40;
  private static final List<String> FIELDS = List.of("vehicle", "notes", "screening.under-18");

  private static ApplicationContext server;
  private static URI at;
  private static StaffMember duty;

  @TempDir Path home;
  private StaffMember officer;
  private TipReceipt tip;
  private String task;
  private Phone first;
  private Phone second;

  @BeforeAll
  static void start() {
    server = ServeCommand.start(Map.of("micronaut.server.port", -1), "test");
    at = server.getBean(EmbeddedServer.class).getURI();
    duty = seat("field.duty", Role.DUTY_OFFICER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** One phone: its directory outlives the app that runs on it. Its clock is a day wrong. */
  private final class Phone {
    private final Path directory;
    private final Clock clock;
    private final LossyLine line = new LossyLine(at);
    private OfficerLife life;

    Phone(String name, Duration wrong) {
      directory = home.resolve(name);
      clock = Clock.offset(Clock.systemUTC(), wrong);
      life = started();
      var unused =
          life.signedIn(
              new SignedIn(
                  server.getBean(TestSessions.class).app(officer.id()),
                  Instant.now().plusSeconds(3600),
                  new OfficerName(officer.id().toString(), "Lan", "CA", List.of("FIELD_OFFICER"))));
      life.choosePin(PIN.toCharArray());
    }

    private OfficerLife started() {
      OfficerLife fresh =
          new OfficerLife(
              directory.resolve("officer"),
              Vault.open(directory.resolve("phone")),
              new Api(
                  new Http(
                      line::uri,
                      () -> "vi",
                      new Http.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20)))),
              (token, listener) -> () -> {},
              clock,
              new Duty.Pace(
                  Duration.ofMillis(150),
                  new Backoff(Duration.ofMillis(20), Duration.ofMillis(200))),
              Runnable::run,
              System::nanoTime,
              vn.tinbao.mobile.platform.Capture.NONE,
              new FilesUnderway());
      fresh.start();
      return fresh;
    }

    Duty duty() {
      return life.duty().orElseThrow();
    }

    Reports reports() {
      return duty().reports();
    }

    /** The battery falls out; later the officer starts the app and gives the PIN. */
    void dieAndComeBack() {
      life.die();
      life = started();
      life.unlock(PIN.toCharArray());
    }

    void writes(String field, String value) {
      reports().type(task, field, value);
      reports().save(task, false);
    }

    /** Only while its line is silent: then the field changes once under the hand at most. */
    Written writesSeeing(String field, String value) {
      Set<String> saw = new HashSet<>(List.of(value(field), told(field)));
      writes(field, value);
      saw.add(told(field));
      return new Written(field, value, saw);
    }

    boolean hasSentAll() {
      return duty().unsent() == 0;
    }

    void awaitTask() {
      await().atMost(PATIENCE).until(() -> duty().find(task).isPresent());
    }

    String value(String field) {
      return reports().values(task).getOrDefault(field, "");
    }

    /** What the server told of a field, whatever was written here since. */
    String told(String field) {
      return reports().fields(task).stream()
          .filter(one -> one.name().equals(field))
          .map(FieldDoc::value)
          .findFirst()
          .orElse("");
    }

    void close() {
      life.close();
      line.close();
    }
  }

  @BeforeEach
  void a_task_that_both_phones_know() {
    officer = seat("field." + UUID.randomUUID().toString().substring(0, 8), Role.FIELD_OFFICER);
    tip = Tips.submit(server.getBean(TipIntake.class), STORY);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    task = id.toString();
    server
        .getBean(Assignments.class)
        .offer(duty, id, tip.id(), officer.id(), "Đến ngay", Duration.ofHours(1))
        .orElseThrow();
    first = new Phone("first", Duration.ofDays(-1));
    second = new Phone("second", Duration.ofDays(1));
    first.awaitTask();
    first.duty().act(task, TaskAction.ACCEPT, null);
    for (Phone phone : phones()) {
      await()
          .atMost(PATIENCE)
          .until(() -> phone.duty().find(task).map(t -> t.doc().narrative()).isPresent());
    }
  }

  @AfterEach
  void put_away() {
    first.close();
    second.close();
  }

  private List<Phone> phones() {
    return List.of(first, second);
  }

  /** What happens elsewhere while both phones write without a signal. */
  enum Elsewhere {
    SAME_FIELD,
    OTHER_FIELD,
    DELETED,
    WITHDRAWN,
    REASSIGNED,
    REVOKED
  }

  /** When the phone that comes first dies. */
  enum Death {
    NEVER,
    AFTER_SAVING,
    AFTER_SENDING
  }

  /** All of it; in CI one order of each pair, so that every two of the three meet somewhere. */
  static Stream<Arguments> matrix() {
    return Stream.of(Elsewhere.values())
        .flatMap(
            elsewhere ->
                Stream.of(true, false)
                    .flatMap(
                        order ->
                            Stream.of(Death.values())
                                .filter(
                                    death ->
                                        FULL
                                            || order
                                                == ((elsewhere.ordinal() + death.ordinal()) % 2
                                                    == 0))
                                .map(death -> Arguments.of(elsewhere, order, death))));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void nothing_is_lost_and_nothing_is_silent(Elsewhere elsewhere, boolean inOrder, Death death) {
    Phone early = inOrder ? first : second;
    Phone late = inOrder ? second : first;
    phones().forEach(phone -> phone.line.up(false));
    early.writes("vehicle", "xe trắng");
    late.writes(elsewhere == Elsewhere.OTHER_FIELD ? "notes" : "vehicle", "xe đen");
    happens(elsewhere);
    if (death == Death.AFTER_SAVING) {
      early.dieAndComeBack();
      late.dieAndComeBack();
    }
    if (death == Death.AFTER_SENDING) {
      early.line.loseAnswers(1);
    }
    early.line.up(true);
    if (death == Death.AFTER_SENDING) {
      early.dieAndComeBack();
    }
    switch (elsewhere) {
      case SAME_FIELD -> {
        await().atMost(PATIENCE).until(early::hasSentAll);
        late.line.up(true);
        bothAreAsked();
        Reports.Choice choice = late.reports().choices(task).get(0);
        assertThat(Set.of(choice.stands().value(), choice.rival().value()))
            .containsExactlyInAnyOrder("xe trắng", "xe đen");
        late.reports().choose(task, choice, "xe trắng, thùng đen");
        converge(Map.of("vehicle", "xe trắng, thùng đen"));
      }
      case OTHER_FIELD -> {
        await().atMost(PATIENCE).until(early::hasSentAll);
        late.line.up(true);
        converge(Map.of("vehicle", "xe trắng", "notes", "xe đen"));
      }
      case DELETED, WITHDRAWN, REASSIGNED -> {
        late.line.up(true);
        for (Phone phone : phones()) {
          // While it is on its way nobody has said why yet.
          await()
              .atMost(PATIENCE)
              .until(() -> kept(phone).size() == 1 && !kept(phone).get(0).why().isBlank());
          assertThat(kept(phone).get(0).why()).contains("vẫn còn trên máy này");
          await().atMost(PATIENCE).until(() -> contentGone(phone));
        }
        assertThat(kept(early).get(0).fields()).containsValue("xe trắng");
        assertThat(kept(late).get(0).fields()).containsValue("xe đen");
        await().atMost(PATIENCE).until(() -> unpurged() == 0);
      }
      case REVOKED -> {
        late.line.up(true);
        for (Phone phone : phones()) {
          await().atMost(PATIENCE).until(() -> contentGone(phone));
          assertThat(phone.duty().signedIn()).isFalse();
          assertThat(kept(phone)).hasSize(1);
        }
        await().atMost(PATIENCE).until(() -> unpurged() == 0);
      }
    }
  }

  private void happens(Elsewhere elsewhere) {
    TestSql sql = server.getBean(TestSql.class);
    switch (elsewhere) {
      case DELETED -> sql.run("DELETE FROM tinbao.assignment WHERE id = '" + task + "'");
      case REASSIGNED -> {
        happens(Elsewhere.WITHDRAWN);
        StaffMember other =
            seat("field." + UUID.randomUUID().toString().substring(0, 8), Role.FIELD_OFFICER);
        server
            .getBean(Assignments.class)
            .offer(
                duty,
                UuidCreator.getTimeOrderedEpoch(),
                tip.id(),
                other.id(),
                "Thay đồng chí Lan",
                Duration.ofHours(1))
            .orElseThrow();
      }
      case WITHDRAWN ->
          sql.run(
              "UPDATE tinbao.assignment SET state = 'WITHDRAWN', version = version + 1"
                  + " WHERE id = '"
                  + task
                  + "'");
      case REVOKED ->
          sql.run(
              "UPDATE tinbao.staff_account SET active = false WHERE id = '" + officer.id() + "'");
      case SAME_FIELD, OTHER_FIELD -> {}
    }
  }

  /** What the officer wrote and nobody took, with why. */
  private List<Task.Refused> kept(Phone phone) {
    List<Task.Refused> kept = new ArrayList<>(phone.duty().stranded());
    phone.duty().find(task).ifPresent(t -> kept.addAll(t.refused()));
    return kept;
  }

  private boolean contentGone(Phone phone) {
    return phone
        .duty()
        .find(task)
        .map(t -> t.doc().narrative() == null && t.doc().instruction() == null)
        .orElse(true);
  }

  private long unpurged() {
    return server.getBean(FieldDevices.class).of(officer.id()).stream()
        .mapToLong(FieldDevices.Phone::unpurged)
        .sum();
  }

  private void bothAreAsked() {
    for (Phone phone : phones()) {
      await().atMost(PATIENCE).until(() -> phone.reports().choices(task).size() == 1);
    }
  }

  private void converge(Map<String, String> values) {
    for (Phone phone : phones()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(phone.reports().values(task)).isEqualTo(values);
                assertThat(phone.reports().choices(task)).isEmpty();
                assertThat(phone.hasSentAll()).isTrue();
              });
    }
    Map<String, String> there = new HashMap<>();
    report().fields().forEach(field -> there.put(field.name(), field.value()));
    assertThat(there).isEqualTo(values);
  }

  private FieldReport report() {
    return server.getBean(FieldReports.class).ofTip(tip.id()).get(0);
  }

  // ---- at random

  /**
   * Something that was written, and what stood on that phone when it was: more than one value when
   * news came meanwhile.
   */
  private record Written(String field, String value, Set<String> saw) {}

  @Test
  void at_random_every_word_stands_or_is_asked_about_or_was_seen_by_who_replaced_it() {
    for (int walk = 0; walk < RANDOM_WALKS; walk++) {
      long seed = FULL ? new Random().nextLong() : 138 + walk;
      try {
        walk(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
      put_away();
      home.toFile().mkdirs();
      a_task_that_both_phones_know_anew(walk);
    }
  }

  private void a_task_that_both_phones_know_anew(int walk) {
    home = home.resolve("walk" + walk);
    a_task_that_both_phones_know();
  }

  private void walk(Random random) {
    List<Written> all = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      Phone phone = phones().get(random.nextInt(2));
      switch (random.nextInt(10)) {
        case 0 -> phone.line.up(false);
        case 1, 2 -> phone.line.up(true);
        case 3 -> phone.dieAndComeBack();
        case 4 -> phone.line.loseAnswers(random.nextInt(3));
        case 5 -> pause(random.nextInt(120));
        default -> {
          String field = FIELDS.get(random.nextInt(FIELDS.size()));
          String value =
              field.startsWith("screening")
                  ? List.of("YES", "NO", "UNKNOWN").get(random.nextInt(3))
                  : "w" + step;
          phone.line.inSilence(() -> all.add(phone.writesSeeing(field, value)));
        }
      }
    }
    phones().forEach(phone -> phone.line.loseAnswers(0));
    phones().forEach(phone -> phone.line.up(true));
    phones().forEach(phone -> await().atMost(PATIENCE).until(phone::hasSentAll));
    assertThat(phones()).allMatch(phone -> kept(phone).isEmpty());
    nothingWasSilent(all);
    decideEverything(random);
    Map<String, String> there = new HashMap<>();
    if (!all.isEmpty()) {
      report().fields().forEach(field -> there.put(field.name(), field.value()));
      converge(there);
    }
  }

  private void nothingWasSilent(List<Written> all) {
    Map<String, Set<String>> known = new HashMap<>();
    if (all.isEmpty()) {
      return;
    }
    for (FieldReport.Field field : report().fields()) {
      Set<String> values = known.computeIfAbsent(field.name(), name -> new HashSet<>());
      values.add(field.value());
      field.rivals().forEach(rival -> values.add(rival.value()));
    }
    for (Written written : all) {
      boolean stands = known.getOrDefault(written.field(), Set.of()).contains(written.value());
      boolean replaced =
          all.stream()
              .anyMatch(
                  other ->
                      other.field().equals(written.field())
                          && other.saw().contains(written.value()));
      assertThat(stands || replaced).as("%s is nowhere: %s in %s", written, known, all).isTrue();
    }
  }

  private void decideEverything(Random random) {
    Phone phone = phones().get(random.nextInt(2));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<Reports.Choice> open = phone.reports().choices(task);
              if (!open.isEmpty()) {
                Reports.Choice choice = open.get(0);
                phone
                    .reports()
                    .choose(
                        task,
                        choice,
                        random.nextBoolean() ? choice.stands().value() : choice.rival().value());
                await().atMost(PATIENCE).until(phone::hasSentAll);
              }
              return phone.hasSentAll()
                  && server.getBean(FieldReports.class).ofTip(tip.id()).stream()
                      .noneMatch(FieldReport::undecided);
            });
  }

  private static void pause(int millis) {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static StaffMember seat(String username, Role role) {
    UUID id =
        server
            .getBean(DemoStaff.class)
            .install(List.of(new AgencySeat(username, username, AGENCY, Set.of(role))))
            .get(0)
            .id();
    return server.getBean(StaffAccounts.class).byId(id).orElseThrow();
  }
}
