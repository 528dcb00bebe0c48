package vn.tinbao.mobile.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FaultProxy;
import vn.tinbao.mobile.testing.FaultProxy.Fault;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.FilePrints;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.sms.testing.TestSql;

/**
 * The real app and the real server with a bad network between them: nothing is lost, nothing comes
 * twice, and the screen says how it is.
 */
class FaultsTest {
  private static final String STORY = "o xa ia dal co 2 em gai bi ru sang campuchia lam viec nhe";
  private static final int CUTS = "full".equals(System.getProperty("tinbao.test.size")) ? 200 : 24;

  private static ApplicationContext server;
  private static TestSql database;
  private static URI at;

  @TempDir Path phone;

  private FaultProxy network;
  private long tipsBefore;

  @BeforeAll
  static void start() {
    server =
        ServeCommand.start(
            Map.of("micronaut.server.port", -1, "tinbao.gate.enabled", "false"), "test");
    database = server.getBean(TestSql.class);
    at = server.getBean(EmbeddedServer.class).getURI();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void put_a_network_between() {
    network = FaultProxy.to(at);
    tipsBefore = tips();
  }

  @AfterEach
  void take_it_away() {
    network.close();
  }

  private AppHarness start(URI server) {
    return start(server, Clock.systemUTC());
  }

  /** An app that gives up an answer that drips. */
  private AppHarness start(URI server, Clock clock) {
    return AppHarness.start(AppHarness.impatient(server, Duration.ofSeconds(2)), phone, clock);
  }

  private static long tips() {
    return database.number("SELECT count(*) FROM tinbao.tip");
  }

  private static long messages() {
    return database.number("SELECT count(*) FROM tinbao.tip_message WHERE author = 'REPORTER'");
  }

  private static void report(AppHarness app) {
    app.fire("home-report");
    app.waitFor("report-story");
    app.type("report-story", STORY);
    while (!app.shows("send")) {
      app.fire("report-next");
    }
    app.fire("send");
  }

  /** The receipt is on the screen, one tip more is in the house, and nothing waits. */
  private void receivedOnce(AppHarness app) {
    app.waitFor("receipt-code");
    assertThat(app.text("receipt-code").replaceAll("\\D", "")).hasSize(20);
    app.waitForGone("unsent-line");
    assertThat(tips() - tipsBefore).isEqualTo(1);
  }

  /** It waits on this phone, and the screen does not say anything else. */
  private void savedHere(AppHarness app) {
    app.waitFor("unsent-line");
    assertThat(app.shows("receipt-code")).isFalse();
    assertThat(tips() - tipsBefore).isZero();
  }

  private void meet(AppHarness app, int connections) {
    int until = network.connections() + connections;
    app.waitFor("the app to try again", () -> network.connections() >= until);
  }

  @Test
  void a_report_that_is_cut_at_every_point_arrives_once() {
    Random random = new Random(138);
    List<Fault> cuts = new ArrayList<>();
    for (int i = 0; i < CUTS; i++) {
      // A report is about a thousand bytes with its head, an answer six hundred.
      cuts.add(
          i % 2 == 0
              ? new Fault.Cut(random.nextInt(1_100), Integer.MAX_VALUE)
              : new Fault.Cut(Integer.MAX_VALUE, random.nextInt(600)));
    }
    cuts.add(new Fault.Cut(0, 0));
    cuts.add(new Fault.Cut(Integer.MAX_VALUE, 0));
    cuts.add(new Fault.Cut(Integer.MAX_VALUE, 1));
    Collections.shuffle(cuts, random);
    cuts.forEach(network::next);
    try (AppHarness app = start(network.uri())) {
      report(app);
      app.waitFor("unsent-line");
      app.waitFor(
          "all cuts",
          Duration.ofSeconds(120),
          () -> network.waiting() == 0 || app.shows("receipt-code"));
      receivedOnce(app);
    }
  }

  @Test
  void a_recording_that_is_cut_at_every_point_arrives_whole_and_once() throws Exception {
    byte[] recording = new byte[700_000];
    Random random = new Random(1381);
    random.nextBytes(recording);
    try (AppHarness app = start(network.uri())) {
      app.fire("home-report");
      app.waitFor("report-story");
      app.machine()
          .willGive(java.nio.file.Files.write(phone.resolveSibling("film.bin"), recording), true);
      app.type("report-story", STORY);
      app.fire("files-file");
      app.waitFor("report-files");
      while (!app.shows("send")) {
        app.fire("report-next");
      }
      for (int i = 0; i < CUTS; i++) {
        // In the middle of a piece, of its answer, between two of them, and where it begins.
        network.next(
            switch (i % 4) {
              case 0 -> new Fault.Cut(random.nextInt(262_144), Integer.MAX_VALUE);
              case 1 -> new Fault.Cut(Integer.MAX_VALUE, random.nextInt(300));
              case 2 -> new Fault.Twice();
              default -> new Fault.Cut(random.nextInt(2_000), Integer.MAX_VALUE);
            });
      }
      app.fire("send");
      app.waitFor(
          "all cuts",
          Duration.ofSeconds(180),
          () -> network.waiting() == 0 || !app.shows("unsent-line"));
      receivedOnce(app);
    }
    UUID tip =
        UUID.fromString(
            database.text("SELECT id::text FROM tinbao.tip ORDER BY received_at DESC LIMIT 1"));
    assertThat(server.getBean(Attachments.class).ofTip(tip)).hasSize(1);
    assertThat(server.getBean(FilePrints.class).of(tip, server.getBean(TipDesk.class).key(tip)))
        .containsExactly(MessageDigest.getInstance("SHA-256").digest(recording));
  }

  @Test
  void a_message_whose_answer_is_lost_or_that_comes_twice_stands_there_once() {
    try (AppHarness app = start(network.uri())) {
      report(app);
      receivedOnce(app);
      app.fire("receipt-follow");
      app.waitFor("dialogue-text");
      long before = messages();
      network.always(new Fault.Cut(Integer.MAX_VALUE, 3));
      app.type("dialogue-text", "gần trạm y tế");
      app.fire("dialogue-send");
      meet(app, 4);
      app.waitFor("unsent-line");
      network.always(new Fault.Twice());
      app.waitForGone("unsent-line");
      network.always(Fault.none());
      assertThat(app.screenText()).containsOnlyOnce("gần trạm y tế");
      assertThat(messages() - before).isEqualTo(1);
    }
  }

  @Test
  void a_request_that_the_network_doubles_makes_one_tip() {
    network.always(new Fault.Twice());
    try (AppHarness app = start(network.uri())) {
      report(app);
      receivedOnce(app);
    }
  }

  @Test
  void an_answer_that_drips_is_given_up_and_asked_for_again() {
    network.next(new Fault.Drip(1, Duration.ofSeconds(3)));
    network.next(new Fault.Drip(200, Duration.ofMillis(50)));
    try (AppHarness app = start(network.uri())) {
      report(app);
      receivedOnce(app);
    }
  }

  @Test
  void a_wifi_that_wants_a_log_in_is_no_server() {
    try (AppHarness app = start(network.uri())) {
      for (Fault portal :
          List.of(
              new Fault.Portal(),
              new Fault.Redirect(),
              new Fault.Forged("{}"),
              new Fault.Forged("{\"receiptCode\":\"12345678901234567890\"}"))) {
        network.always(portal);
        if (app.shows("home-report")) {
          report(app);
        }
        meet(app, 2);
        savedHere(app);
      }
      network.always(Fault.none());
      receivedOnce(app);
    }
  }

  @Test
  void without_encryption_that_can_be_trusted_nothing_leaves_and_nothing_is_lost() {
    try (AppHarness app = start(network.https())) {
      report(app);
      meet(app, 3);
      savedHere(app);
    }
    try (AppHarness app = start(network.uri())) {
      app.waitForGone("unsent-line");
      assertThat(tips() - tipsBefore).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, 86_400})
  void a_phone_whose_clock_is_a_day_wrong_reports_and_reads_as_any_other(long seconds) {
    Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
    network.next(new Fault.Cut(0, 0));
    try (AppHarness app = start(network.uri(), wrong)) {
      report(app);
      receivedOnce(app);
      app.fire("receipt-follow");
      app.waitFor("dialogue-text");
      app.type("dialogue-text", "thêm một chi tiết");
      app.fire("dialogue-send");
      app.waitForGone("unsent-line");
      assertThat(app.screenText()).containsOnlyOnce("thêm một chi tiết");
    }
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.tip WHERE received_at NOT BETWEEN now() - interval '1"
                    + " hour' AND now() + interval '1 hour'"))
        .isZero();
  }

  @Test
  void a_phone_that_dies_while_the_answer_is_cut_sends_it_after_its_restart() {
    network.always(new Fault.Cut(Integer.MAX_VALUE, 20));
    AppHarness app = start(network.uri());
    report(app);
    meet(app, 2);
    app.kill();
    network.always(Fault.none());
    try (AppHarness again = start(network.uri())) {
      again.waitForGone("unsent-line");
      assertThat(tips() - tipsBefore).isEqualTo(1);
      again.fire("home-follow");
      again.waitFor(
          "the tip",
          () -> again.idsBeginningWith("tip-").stream().anyMatch(id -> id.length() > 30));
    }
  }
}
