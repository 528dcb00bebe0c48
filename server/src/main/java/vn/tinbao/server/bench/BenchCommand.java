package vn.tinbao.server.bench;

import picocli.CommandLine.Command;
import vn.tinbao.server.bench.understanding.UnderstandingBench;
import vn.tinbao.server.bench.understanding.WeightsBench;

/** The measurements, by name. */
@Command(
    name = "bench",
    description = "Measure: intake, flood, desk, understanding.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IntakeBench.class,
      FloodBench.class,
      DeskBench.class,
      UnderstandingBench.class,
      WeightsBench.class
    })
public final class BenchCommand {}
