package vn.tinbao.server.catalogue;

import java.io.PrintWriter;
import java.util.Locale;

/** Writes progress for the one who runs a command: a line a step, with the time it took. */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private final PrintWriter out;
  private String step = "";
  private long total;
  private long started;

  /**
   * @param out standard error, so that the report alone stands on standard output
   */
  public ConsoleProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void at(String name, long done, long of) {
    if (!name.equals(step)) {
      close();
      step = name;
      started = System.nanoTime();
      out.print("  " + name + " …");
      out.flush();
    }
    total = Math.max(of, done);
  }

  /** Ends the last line. */
  @Override
  public void close() {
    if (!step.isEmpty()) {
      double seconds = (System.nanoTime() - started) / 1e9;
      String count = total > 0 ? String.format(Locale.ROOT, " %,d", total) : "";
      out.println(count + String.format(Locale.ROOT, " (%.1f s)", seconds));
      out.flush();
    }
    step = "";
    total = 0;
  }
}
