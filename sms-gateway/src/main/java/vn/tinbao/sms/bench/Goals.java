package vn.tinbao.sms.bench;

/** What the issue asks for, beside what was measured. */
final class Goals {
  private boolean met = true;

  void atLeast(String what, double measured, double goal) {
    said(what, measured >= goal, "%.2f, goal ≥ %.2f".formatted(measured, goal));
  }

  void nothing(String what, long measured) {
    said(what, measured == 0, measured + ", goal 0");
  }

  void said(String what, boolean good, String figures) {
    met &= good;
    BenchMain.say("%-6s %s: %s", good ? "MET" : "MISSED", what, figures);
  }

  boolean met() {
    return met;
  }
}
