package vn.tinbao.sms.db;

import java.io.IOException;
import java.nio.file.Path;

/** Stops the postmaster of a data directory by {@code pg_ctl}. */
record PostgresStop(PostgresPrograms programs, RunAs runAs, Path data) {

  /** Asks and returns; the caller waits for its process. */
  void ask(String mode) throws IOException {
    Commands.run(
        runAs.command(
            programs.program("pg_ctl"), "stop", "-D", data.toString(), "-m", mode, "-W", "-s"));
  }

  /** Stops one that is no child of this process and waits; harder when it does not listen. */
  void leftOver() throws IOException {
    if (!Commands.succeeds(wait("fast"))) {
      Commands.run(wait("immediate"));
    }
  }

  private java.util.List<String> wait(String mode) {
    return runAs.command(
        programs.program("pg_ctl"),
        "stop",
        "-D",
        data.toString(),
        "-m",
        mode,
        "-w",
        "-t",
        "30",
        "-s");
  }
}
