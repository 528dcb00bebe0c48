package vn.tinbao.server.fieldwork;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.sms.db.SqlTime;

/**
 * Tells a phone what it does not know yet. The server remembers what it told each phone of each
 * task (a keyed hash of it) and in which answer; the phone's cursor says which answers it has kept
 * for good. So nothing is missed when an answer is lost, nothing depends on clocks or on the order
 * in which transactions commit, and the server knows what lies on which phone and must be purged.
 */
@Singleton
class FieldPull {
  private static final long NOTHING = -1;
  private static final String PRINT = "field-told";

  private final Assignments assignments;
  private final FieldReports reports;
  private final FieldFiles files;
  private final DeviceRows devices;
  private final HoldingRows holdings;
  private final KeyedHash hash;
  private final ObjectMapper json;
  private final Clock clock;

  FieldPull(
      Assignments assignments,
      FieldReports reports,
      FieldFiles files,
      DeviceRows devices,
      HoldingRows holdings,
      KeyedHash hash,
      ObjectMapper json,
      Clock clock) {
    this.assignments = assignments;
    this.reports = reports;
    this.files = files;
    this.devices = devices;
    this.holdings = holdings;
    this.hash = hash;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What is new.
   *
   * @param cursor to be kept when everything in the answer is kept, and shown the next time
   * @param whole the phone must drop every task that is not in this answer
   */
  record News(
      long cursor, boolean whole, List<SyncApi.TaskBody> tasks, List<SyncApi.PurgeBody> purges) {}

  /**
   * @param kept the phone's cursor; null from a phone that holds nothing
   */
  @Transactional
  public News pull(StaffMember officer, UUID deviceId, @Nullable Long kept) {
    DeviceRows.Row device = devices.lock(deviceId).orElseThrow();
    // A cursor from the future comes from before the server was restored from a backup.
    long last = kept == null ? NOTHING : kept;
    boolean whole = last > device.round() || last < 0;
    holdings.forgetAfter(deviceId, whole ? NOTHING : last);
    Map<UUID, HoldingRows.Holding> held = new HashMap<>();
    holdings.of(deviceId).forEach(holding -> held.put(holding.assignmentId(), holding));
    Instant now = SqlTime.now(clock);
    long round = device.round() + 1;
    List<SyncApi.TaskBody> told = new ArrayList<>();
    List<SyncApi.PurgeBody> purges = new ArrayList<>();
    Set<UUID> listed = new HashSet<>();
    for (Assignments.View view : assignments.forPhone(officer)) {
      listed.add(view.id());
      SyncApi.TaskBody body = body(view);
      byte[] print = hash.of(PRINT, bytes(body));
      HoldingRows.Holding holding = held.get(view.id());
      if (holding != null && holding.content() && holding.purgedAt() == null && over(view)) {
        purges.add(purge(deviceId, holding, why(view), false, now));
      }
      if (holding != null && MessageDigest.isEqual(holding.print(), print)) {
        continue;
      }
      boolean content = body.narrative() != null || body.instruction() != null;
      holdings.told(deviceId, view.id(), print, round, content, now);
      if (body.narrative() != null) {
        assignments.handedOver(officer, view);
      }
      told.add(body);
    }
    for (HoldingRows.Holding holding : held.values()) {
      boolean keptThere =
          holding.print() != null || (holding.content() && holding.purgedAt() == null);
      if (keptThere && !listed.contains(holding.assignmentId())) {
        purges.add(purge(deviceId, holding, "MOVED", true, now));
      }
    }
    if (!told.isEmpty() || whole) {
      devices.round(deviceId, round);
      return new News(round, whole, told, purges);
    }
    return new News(device.round(), false, told, purges);
  }

  /** Whether the words must leave the phone: the task ended, or the tip is not for this officer. */
  static boolean over(Assignments.View view) {
    return view.state().ended() || (view.state().atWork() && view.narrative() == null);
  }

  private static String why(Assignments.View view) {
    return view.state().ended() ? view.state().name() : "MOVED";
  }

  private SyncApi.PurgeBody purge(
      UUID deviceId, HoldingRows.Holding holding, String why, boolean drop, Instant now) {
    holdings.orderPurge(deviceId, holding.assignmentId(), why, now);
    String reason = holding.purgeReason();
    return new SyncApi.PurgeBody(holding.assignmentId(), reason == null ? why : reason, drop);
  }

  private SyncApi.TaskBody body(Assignments.View view) {
    return SyncApi.TaskBody.of(
        view,
        view.narrative() == null
            ? null
            : reports.of(view.id()).map(SyncApi.ReportBody::of).orElse(null),
        view.narrative() == null ? null : files.ofTask(view.tipId(), view.id()));
  }

  private byte[] bytes(SyncApi.TaskBody body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
