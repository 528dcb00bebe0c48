package vn.tinbao.server.fieldwork;

import io.micronaut.http.HttpStatus;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.push.Push;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffDevices;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.db.SqlTime;

/**
 * Officers' phones. A phone makes its id and a key of 32 bytes itself and shows both whenever it
 * asks; the key goes on to speak for the phone when nobody is signed in on it, so that a phone in
 * the wrong hands can still be told to forget everything, and say that it has.
 */
@Singleton
public class FieldDevices {
  static final int KEY_BYTES = 32;
  private static final String KEY = "field-device";
  private static final Duration PURGED_ROWS_STAY = Duration.ofDays(90);

  private final DeviceRows rows;
  private final HoldingRows holdings;
  private final KeyedHash hash;
  private final StaffAccounts staff;
  private final StaffDevices sessions;
  private final Assignments assignments;
  private final Push push;
  private final Audit audit;
  private final Clock clock;

  FieldDevices(
      DeviceRows rows,
      HoldingRows holdings,
      KeyedHash hash,
      StaffAccounts staff,
      StaffDevices sessions,
      Assignments assignments,
      Push push,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.holdings = holdings;
    this.hash = hash;
    this.staff = staff;
    this.sessions = sessions;
    this.assignments = assignments;
    this.push = push;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A phone as its owner and its keeper see it.
   *
   * @param unpurged tasks whose content it was told to forget and has not said to have forgotten
   */
  public record Phone(
      UUID id,
      String name,
      Instant firstAt,
      Instant lastAt,
      @Nullable Instant wipeOrderedAt,
      @Nullable Instant wipedAt,
      long unpurged) {}

  /** What a phone must do about what it holds, whoever holds the phone. */
  enum Standing {
    /** Go on. */
    KEEP,
    /**
     * Its officer may no longer have some or any of the tasks on it: forget every task, keep what
     * the officer wrote; what is still the officer's comes again in the next session.
     */
    PURGE,
    /** Forget everything, keys first. */
    WIPE
  }

  /** A person's phones, the one seen last first. */
  @Transactional
  public List<Phone> of(UUID accountId) {
    return rows.ofAccount(accountId).stream()
        .map(
            row ->
                new Phone(
                    row.id(),
                    row.name(),
                    row.firstAt(),
                    row.lastAt(),
                    row.wipeOrderedAt(),
                    row.wipedAt(),
                    holdings.unpurged(row.id())))
        .toList();
  }

  /**
   * Orders a phone to forget everything as soon as it is heard of, and ends the session on it: by
   * its key alone it learns no more than that order. The caller has checked that {@code by} may:
   * the owner, or who keeps the account. Again changes nothing.
   *
   * @return false when that person has no such phone
   */
  @Transactional
  public boolean orderWipe(UUID by, UUID accountId, UUID id) {
    Optional<DeviceRows.Row> row = rows.byId(id).filter(r -> r.accountId().equals(accountId));
    if (row.isEmpty()) {
      return false;
    }
    if (rows.orderWipe(id, by, SqlTime.now(clock)) == 1) {
      audit.record(by, "DEVICE_WIPE_ORDERED", "FIELD_DEVICE", id.toString());
      push.toStaff(accountId, "assignment", id);
      UUID session = row.get().sessionId();
      if (session != null) {
        sessions.endIfOpen(by, accountId, session);
      }
    }
    return true;
  }

  /**
   * Notes that this phone of this officer was heard of, and takes it up when it is new.
   *
   * @param session in which it speaks: ended when the phone must be wiped
   * @return whether it must forget everything instead of being told anything
   * @throws Refusal 409 when it is another officer's, 403 when the key is not its own: the phone
   *     then makes itself a new id
   */
  @Transactional
  public boolean heardOf(StaffMember officer, UUID session, UUID id, byte[] key, String name) {
    Instant now = SqlTime.now(clock);
    byte[] keyHash = hash.of(KEY, key);
    if (rows.add(id, officer.id(), keyHash, name, now, session) == 1) {
      audit.record(officer.id(), "DEVICE_SEEN_FIRST", "FIELD_DEVICE", id.toString());
      return false;
    }
    DeviceRows.Row row = rows.byId(id).orElseThrow();
    if (!MessageDigest.isEqual(row.keyHash(), keyHash)) {
      throw new Refusal(HttpStatus.FORBIDDEN, "fieldwork.device.key");
    }
    if (!row.accountId().equals(officer.id())) {
      throw new Refusal(HttpStatus.CONFLICT, "fieldwork.device.other");
    }
    rows.seen(id, now, session);
    return row.wipeOrderedAt() != null || row.wipedAt() != null;
  }

  /**
   * What a phone must do, asked without a session.
   *
   * @return empty when there is no such phone or the key is not its own
   */
  @Transactional
  Optional<Standing> standing(UUID id, byte[] key) {
    return known(id, key)
        .map(
            row -> {
              if (row.wipeOrderedAt() != null || row.wipedAt() != null) {
                return Standing.WIPE;
              }
              Optional<StaffMember> atWork =
                  staff
                      .active(row.accountId())
                      .filter(officer -> Permissions.may(officer, Action.TASK));
              if (atWork.isPresent() && !holdsTooMuch(atWork.get(), id)) {
                return Standing.KEEP;
              }
              holdings.orderAllPurges(
                  id, atWork.isPresent() ? "MOVED" : "REVOKED", SqlTime.now(clock));
              return Standing.PURGE;
            });
  }

  /** Whether words lie on the phone that its officer may read no longer. */
  private boolean holdsTooMuch(StaffMember officer, UUID id) {
    Set<UUID> held =
        holdings.of(id).stream()
            .filter(holding -> holding.content() && holding.purgedAt() == null)
            .map(HoldingRows.Holding::assignmentId)
            .collect(Collectors.toSet());
    if (held.isEmpty()) {
      return false;
    }
    Set<UUID> may =
        assignments.forPhone(officer).stream()
            .filter(view -> !FieldPull.over(view))
            .map(Assignments.View::id)
            .collect(Collectors.toSet());
    return !may.containsAll(held);
  }

  /** The phone says that it has forgotten everything. */
  @Transactional
  boolean wiped(UUID id, byte[] key) {
    Optional<DeviceRows.Row> row = known(id, key);
    row.ifPresent(
        device -> {
          Instant now = SqlTime.now(clock);
          if (rows.wiped(id, now) == 1) {
            var unused = holdings.allPurged(id, now);
            audit.record(device.accountId(), "DEVICE_WIPED", "FIELD_DEVICE", id.toString());
          }
        });
    return row.isPresent();
  }

  /** The phone says that it has forgotten these tasks; what it was not told to forget, it keeps. */
  @Transactional
  boolean purged(UUID id, byte[] key, List<UUID> assignments) {
    Optional<DeviceRows.Row> row = known(id, key);
    row.ifPresent(device -> purged(device, assignments));
    return row.isPresent();
  }

  private void purged(DeviceRows.Row device, List<UUID> assignments) {
    Instant now = SqlTime.now(clock);
    for (UUID assignment : assignments) {
      if (holdings.purged(device.id(), assignment, now) == 1) {
        audit.record(device.accountId(), "DEVICE_PURGED", "ASSIGNMENT", assignment.toString());
      }
    }
  }

  private Optional<DeviceRows.Row> known(UUID id, byte[] key) {
    return rows.byId(id).filter(row -> MessageDigest.isEqual(row.keyHash(), hash.of(KEY, key)));
  }

  @Scheduled(fixedDelay = "24h", initialDelay = "1h")
  @Transactional
  void sweep() {
    var unused = holdings.sweep(clock.instant().minus(PURGED_ROWS_STAY));
  }
}
