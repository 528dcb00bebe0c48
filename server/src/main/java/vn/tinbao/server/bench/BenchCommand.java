package vn.tinbao.server.bench;

import picocli.CommandLine.Command;
import vn.tinbao.server.bench.duplicates.DuplicatesBench;
import vn.tinbao.server.bench.understanding.UnderstandingBench;
import vn.tinbao.server.bench.understanding.WeightsBench;

/** The measurements, by name. */
@Command(
    name = "bench",
    description =
        "Measure: intake, flood, clocks, desk, campaign, figures, understanding, duplicates.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IntakeBench.class,
      FloodBench.class,
      ClocksBench.class,
      DeskBench.class,
      CampaignBench.class,
      FiguresBench.class,
      UnderstandingBench.class,
      WeightsBench.class,
      DuplicatesBench.class
    })
public final class BenchCommand {}
