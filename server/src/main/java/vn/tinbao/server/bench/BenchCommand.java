package vn.tinbao.server.bench;

import picocli.CommandLine.Command;

/** The measurements, by name. */
@Command(
    name = "bench",
    description = "Measure: intake, flood.",
    mixinStandardHelpOptions = true,
    subcommands = {IntakeBench.class, FloodBench.class})
public final class BenchCommand {}
