package vn.tinbao.server.bench.figures;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * Writes simulated reports into the tables, past all doors: what is sealed is not there, so nobody
 * can open one.
 */
public final class SimulatedRows {
  private static final int PORTION = 50_000;
  private static final String NONE = "\\N";

  private final StringBuilder tips = new StringBuilder();
  private final StringBuilder clocks = new StringBuilder();
  private final StringBuilder agencies = new StringBuilder();
  private final StringBuilder steps = new StringBuilder();
  private final StringBuilder events = new StringBuilder();
  private final Instant until;

  private SimulatedRows(Instant until) {
    this.until = until;
  }

  /**
   * All of them, some ten thousand a transaction.
   *
   * @param until when the story stopped: a clock that was due before and not met is broken
   */
  public static void write(DatabaseAddress database, List<SimulatedTip> all, Instant until)
      throws SQLException, IOException {
    write(database, all, until, true);
  }

  /**
   * The same.
   *
   * @param last whether the planner is to look at the tables anew
   */
  public static void write(
      DatabaseAddress database, List<SimulatedTip> all, Instant until, boolean last)
      throws SQLException, IOException {
    try (Connection connection = database.connect("simulation")) {
      connection.setAutoCommit(false);
      for (int first = 0; first < all.size(); first += PORTION) {
        SimulatedRows rows = new SimulatedRows(until);
        all.subList(first, Math.min(all.size(), first + PORTION)).forEach(rows::add);
        rows.copy(connection);
        connection.commit();
      }
      connection.setAutoCommit(true);
      if (!last) {
        return;
      }
      try (var statement = connection.createStatement()) {
        for (String table : List.of("tip", "tip_agency", "tip_clock", "tip_step", "tip_event")) {
          statement.execute("VACUUM (ANALYZE) tinbao." + table);
        }
      }
    }
  }

  private void add(SimulatedTip tip) {
    String lead = tip.leads().get(tip.leads().size() - 1).agency();
    String state =
        tip.steps().isEmpty() ? "RECEIVED" : tip.steps().get(tip.steps().size() - 1).to();
    String hash = hash(tip.id());
    boolean child = tip.categories().contains("CHILD");
    line(
        tips,
        tip.id(),
        tip.channel(),
        tip.sourceKind(),
        state,
        "REPORT_INCIDENT",
        "{" + String.join(",", tip.categories()) + "}",
        child ? 4 : 3,
        false,
        child,
        tip.categories().contains("LURE_ABROAD"),
        "vi",
        tip.unitId(),
        false,
        lead,
        false,
        hash,
        hash,
        "simulated",
        tip.receivedAt(),
        tip.receivedAt());
    for (SimulatedTip.ClockRun run : tip.clocks()) {
      String of =
          run.metAt() != null
              ? "MET"
              : run.endedAt() != null
                  ? "ENDED"
                  : run.dueAt().isBefore(until) ? "BREACHED" : "RUNNING";
      line(
          clocks,
          tip.id(),
          run.clock(),
          "mô phỏng",
          run.startedAt(),
          run.dueAt(),
          run.dueAt(),
          run.metAt(),
          run.endedAt(),
          of.equals("BREACHED") ? run.dueAt() : null,
          of);
    }
    for (SimulatedTip.Lead one : tip.leads()) {
      line(agencies, tip.id(), one.agency(), "LEAD", one.since(), one.until());
    }
    event(tip.id(), 0, tip.receivedAt(), "RECEIVED");
    int n = 0;
    for (SimulatedTip.Step step : tip.steps()) {
      n++;
      line(
          steps,
          derived(tip.id(), n),
          tip.id(),
          n,
          step.step(),
          step.from(),
          step.to(),
          step.agency(),
          step.happenedAt(),
          step.at(),
          "simulated");
      event(tip.id(), n, step.at(), "STEP_" + step.step());
    }
  }

  private void event(UUID tip, int n, Instant at, String kind) {
    line(events, derived(tip, 100 + n), tip, at, kind);
  }

  private void copy(Connection connection) throws SQLException, IOException {
    copy(
        connection,
        "tip (id, channel, source_kind, state, kind, categories, urgency, immediate_danger, child,"
            + " cross_border, language, unit_id, place_ambiguous, lead_agency_id, fallback,"
            + " receipt_hash, replay_hash, understanding_version, received_at, updated_at)",
        tips);
    copy(
        connection,
        "tip_clock (tip_id, clock, basis, started_at, due_at, overdue_at, met_at, ended_at,"
            + " breached_at, state)",
        clocks);
    copy(connection, "tip_agency (tip_id, agency_id, role, since, until)", agencies);
    copy(
        connection,
        "tip_step (id, tip_id, n, step, from_state, to_state, agency_id, happened_at, at,"
            + " rules_version)",
        steps);
    copy(connection, "tip_event (id, tip_id, at, kind)", events);
  }

  private static void copy(Connection connection, String into, StringBuilder rows)
      throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY tinbao." + into + " FROM STDIN", new StringReader(rows.toString()));
  }

  private static void line(StringBuilder into, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      into.append(i == 0 ? "" : "\t").append(value == null ? NONE : value.toString());
    }
    into.append('\n');
  }

  private static UUID derived(UUID tip, int n) {
    return new UUID(tip.getMostSignificantBits(), tip.getLeastSignificantBits() ^ ((long) n << 40));
  }

  private static String hash(UUID id) {
    String hex =
        HexFormat.of().toHexDigits(id.getMostSignificantBits())
            + HexFormat.of().toHexDigits(id.getLeastSignificantBits());
    return "\\\\x" + hex + hex;
  }
}
