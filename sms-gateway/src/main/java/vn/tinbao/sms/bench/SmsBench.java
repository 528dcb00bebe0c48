package vn.tinbao.sms.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How many messages a second, at what cost, and what gets lost: out through fake operators at
 * several latencies, in with a committed row, and beside Kannel where that is installed.
 */
final class SmsBench {
  static final Set<String> OPTIONS =
      Set.of(
          "operators",
          "in-flight",
          "latencies",
          "messages",
          "seconds",
          "mo",
          "backlog",
          "port",
          "kannel",
          "kill");
  private static final double OF_BOUND = 0.9;
  private static final double OF_KANNEL_MO = 0.5;
  private static final double OF_KANNEL_MT = 0.6;
  private static final double SMPP_PER_SECOND = 4_000;
  private static final int KANNEL_WINDOW = 100;
  private static final int MO_AT_ONCE = 100;

  /**
   * Before a gateway is measured it sends so many times the messages of a run, and at most so many
   * for each place of its window: a gateway runs for months, and cold code costs twice as much.
   */
  private static final int WARM = 4;

  private static final int WARM_OF_WINDOW = 160;

  /** A run with a short latency sends at most so many times the messages of one without. */
  private static final long MOST = 10;

  private final Plan plan;
  private final Goals goals = new Goals();

  SmsBench(Plan plan) {
    this.plan = plan;
  }

  /**
   * What to measure.
   *
   * @param latencies in milliseconds
   * @param messages of a run without latency
   * @param seconds a run with latency shall take about so long
   * @param mo messages from phones
   * @param backlog 0: not measured
   * @param port of the gateway; the peers take the next ones
   * @param kill messages of the runs in which everything is killed; 0: none
   */
  record Plan(
      List<String> operators,
      List<Integer> inFlight,
      List<Integer> latencies,
      int messages,
      int seconds,
      int mo,
      int backlog,
      int port,
      boolean kannel,
      int kill) {
    static Plan of(Options options) {
      return new Plan(
          options.list("operators", "twilio,smpp"),
          options.numbers("in-flight", "10,100,500"),
          options.numbers("latencies", "0,100"),
          options.number("messages", 20_000),
          options.number("seconds", 20),
          options.number("mo", 20_000),
          options.number("backlog", 0),
          options.number("port", 18_500),
          options.list("kannel", "yes").equals(List.of("yes")),
          options.number("kill", 10_000));
    }
  }

  int run() throws IOException, InterruptedException {
    Path logs = Files.createTempDirectory("tinbao-bench-log-");
    try (House house = House.open()) {
      BenchMain.say(
          "TinBao SMS: JDK %s, %d cores, load %.1f, PostgreSQL fsync %s, logs in %s",
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
          house.text("SHOW fsync"),
          logs);
      Measured.title();
      List<Measured> streaming = new ArrayList<>();
      List<Measured> inbound = new ArrayList<>();
      for (String name : plan.operators()) {
        for (int inFlight : plan.inFlight()) {
          boolean last = inFlight == plan.inFlight().get(plan.inFlight().size() - 1);
          try (Operator operator = operator(name);
              GatewayProcess gateway =
                  GatewayProcess.start(
                      house.home(),
                      plan.port(),
                      operator.settings(inFlight, plan.port()),
                      logs.resolve("gateway.log"))) {
            outbound(new OutboundRuns(house, gateway, operator), name, inFlight);
            if (last) {
              streaming.add(streaming(new OutboundRuns(house, gateway, operator), name));
              inbound.add(inbound(house, new InboundRuns(house, gateway, operator), name));
              if (plan.backlog() > 0) {
                backlog(new OutboundRuns(house, gateway, operator), house, name);
              }
            }
          }
        }
      }
      if (plan.kill() > 0) {
        try (SmppOperator operator = new SmppOperator(false)) {
          kill(
              new KillRuns(plan.kill())
                  .gateway(house, operator, plan.port(), logs.resolve("gateway.log")));
        }
      }
      if (plan.kannel() && KannelPeer.isInstalled()) {
        kannel(streaming, inbound, logs);
      } else if (plan.kannel()) {
        BenchMain.say("Kannel is not installed (apt-get install kannel): no comparison");
      }
      return goals.met() ? 0 : 1;
    }
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "twilio" -> new TwilioOperator(false);
      case "smpp" -> new SmppOperator(false);
      default -> throw new IllegalArgumentException(name + " is none of twilio, smpp");
    };
  }

  private void outbound(OutboundRuns runs, String name, int inFlight)
      throws IOException, InterruptedException {
    runs.warmUp(Math.min(WARM * plan.messages(), WARM_OF_WINDOW * inFlight));
    for (int latency : plan.latencies()) {
      int messages =
          latency == 0
              ? plan.messages()
              : (int)
                  Math.min(MOST * plan.messages(), inFlight * 1_000L * plan.seconds() / latency);
      Measured measured =
          runs.filled(
              "MT %s, %d in flight, %d ms".formatted(name, inFlight, latency),
              messages,
              Duration.ofMillis(latency));
      double bound = latency == 0 ? 0 : inFlight * 1e9 / runs.latency().toNanos();
      measured.print(bound);
      nothingWrong(measured);
      if (bound > 0) {
        double share = measured.perSecond() / bound;
        goals.said(
            measured.what() + ", in flight ÷ latency",
            share >= OF_BOUND,
            "%.2f, goal ≥ %.2f; answers took %.1f ms, processors %.0f %% busy"
                .formatted(
                    share,
                    OF_BOUND,
                    runs.latency().toNanos() / 1e6,
                    100 * measured.reading().busy()));
      } else if (name.equals("smpp") && inFlight >= KANNEL_WINDOW) {
        goals.atLeast(measured.what() + ", a second", measured.perSecond(), SMPP_PER_SECOND);
      }
    }
  }

  private Measured streaming(OutboundRuns runs, String name)
      throws IOException, InterruptedException {
    Measured measured = runs.streaming("MT %s, queued meanwhile".formatted(name), plan.messages());
    measured.print(0);
    nothingWrong(measured);
    return measured;
  }

  /** Without a crash nothing is lost and nothing comes twice. */
  private void nothingWrong(Measured measured) {
    goals.nothing(measured.what() + ", lost", measured.lost());
    goals.nothing(measured.what() + ", twice", measured.twice());
  }

  private Measured inbound(House house, InboundRuns runs, String name)
      throws IOException, InterruptedException {
    runs.run("MO " + name + ", warming up", plan.mo(), MO_AT_ONCE);
    house.analyze();
    Measured measured = runs.run("MO %s, committed".formatted(name), plan.mo(), MO_AT_ONCE);
    measured.print(0);
    nothingWrong(measured);
    return measured;
  }

  private void backlog(OutboundRuns runs, House house, String name)
      throws IOException, InterruptedException {
    Measured without =
        runs.filled("MT " + name + ", nothing behind", plan.messages(), Duration.ZERO);
    without.print(0);
    List<Measured> behind =
        runs.behind(
            "MT %s, %d behind".formatted(name, plan.backlog()), plan.messages(), plan.backlog());
    behind.forEach(measured -> measured.print(0));
    goals.atLeast(
        "rate before a backlog ÷ rate without",
        behind.get(0).perSecond() / without.perSecond(),
        OF_BOUND);
    nothingWrong(behind.get(1));
    house.run("TRUNCATE sms.outbound CASCADE");
  }

  /**
   * Nothing is lost; repeated is at most what was in flight, or handed over and not acknowledged.
   */
  private void kill(List<KillRuns.Killed> runs) {
    for (KillRuns.Killed killed : runs) {
      killed.print();
      goals.nothing(killed.what() + " killed, lost", killed.lost());
    }
    goals.said(
        "MT TinBao killed, twice",
        runs.get(0).twice() <= KillRuns.WINDOW,
        runs.get(0).twice() + ", goal ≤ the window of " + KillRuns.WINDOW);
  }

  private void kannel(List<Measured> streaming, List<Measured> inbound, Path logs)
      throws IOException, InterruptedException {
    try (SmppOperator operator = new SmppOperator(false);
        KannelPeer kannel =
            KannelPeer.start(operator, plan.port() + 1, KANNEL_WINDOW, logs.resolve("kannel"))) {
      kannel.out("warming up", 3_000);
      Measured out = kannel.out("Kannel MT, file store", plan.messages());
      out.print(0);
      kannel.in("warming up", 3_000);
      Measured in = kannel.in("Kannel MO, file store", plan.mo());
      in.print(0);
      if (plan.kill() > 0) {
        new KillRuns(plan.kill()).kannel(kannel, operator).forEach(KillRuns.Killed::print);
      }
      for (Measured ours : streaming) {
        if (ours.what().contains("smpp")) {
          goals.atLeast("MT with SMPP ÷ Kannel", ours.perSecond() / out.perSecond(), OF_KANNEL_MT);
        }
      }
      for (Measured ours : inbound) {
        goals.atLeast(ours.what() + " ÷ Kannel", ours.perSecond() / in.perSecond(), OF_KANNEL_MO);
      }
    }
  }
}
