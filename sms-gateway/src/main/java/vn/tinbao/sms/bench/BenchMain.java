package vn.tinbao.sms.bench;

import java.util.Arrays;
import java.util.Locale;

/** {@code sms} or {@code soak}, then options; exit code 0 when all goals were met. */
public final class BenchMain {
  private static final String HELP =
      """
      ./tinbao bench sms    out and in through fake operators, at what cost, what gets lost
        --operators twilio,smpp     --in-flight 10,100,500   --latencies 0,100 (ms)
        --messages 20000 (a run without latency)             --seconds 20 (a run with latency)
        --mo 20000 (from phones)    --backlog 0 (1000000: the rate before as many that wait)
        --kill 10000 (messages out and in, killed when a third is done; 0: not)
        --kannel yes|no (beside Kannel, where installed)     --port 18500
      ./tinbao bench soak   a steady load: memory, queue ages, loss
        --minutes 30 | --seconds N  --mo 500 (a second)      --mt 1000 (a second)
        --every 10 (seconds)        --operator smpp|twilio   --in-flight 200   --port 18520
        --collect no|yes (garbage before each look: for short runs)
      """;

  private BenchMain() {}

  public static void main(String[] args) throws Exception {
    System.exit(run(args));
  }

  static int run(String[] args) throws Exception {
    String name = args.length == 0 ? "" : args[0];
    if (name.isEmpty() || Arrays.stream(args).anyMatch(word -> word.matches("-h|--help|help"))) {
      System.out.print(HELP);
      return name.isEmpty() ? 2 : 0;
    }
    String[] words = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
    try {
      return switch (name) {
        case "sms" -> new SmsBench(SmsBench.Plan.of(new Options(words, SmsBench.OPTIONS))).run();
        case "soak" ->
            new SoakBench(SoakBench.Plan.of(new Options(words, SoakBench.OPTIONS))).run();
        default -> {
          System.out.print(HELP);
          yield 2;
        }
      };
    } catch (IllegalArgumentException e) {
      say("bench: %s", String.valueOf(e.getMessage()));
      return 2;
    }
  }

  /** One line for the person who waits. */
  static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
