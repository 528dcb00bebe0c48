package vn.tinbao.server.bench;

import picocli.CommandLine.Command;

/** The measurements, by name. */
@Command(
    name = "bench",
    description = "Measure: intake.",
    mixinStandardHelpOptions = true,
    subcommands = IntakeBench.class)
public final class BenchCommand {}
