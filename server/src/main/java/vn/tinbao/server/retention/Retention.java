package vn.tinbao.server.retention;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.duty.Handovers;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.server.victim.VictimRemoval;
import vn.tinbao.sms.db.SqlTime;

/**
 * Announces what is to be deleted, and deletes what was announced long enough ago and is still due.
 * Every tip is its own transaction: it can be stopped at any point and goes on where it was; two at
 * once hurt nobody.
 */
@Singleton
public class Retention {
  private static final int AT_ONCE = 1_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final RetentionClasses classes;
  private final RetentionSettings settings;
  private final TipVault vault;
  private final TipDesk tips;
  private final Handovers handovers;
  private final VictimRemoval victims;
  private final Audit audit;
  private final Clock clock;

  Retention(
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      RetentionClasses classes,
      RetentionSettings settings,
      TipVault vault,
      TipDesk tips,
      Handovers handovers,
      VictimRemoval victims,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.classes = classes;
    this.settings = settings;
    this.vault = vault;
    this.tips = tips;
    this.handovers = handovers;
    this.victims = victims;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What a run did, or would do, with one class.
   *
   * @param due tips whose time is over
   * @param held of these: kept by a legal hold
   * @param announced of these: announced by this run
   * @param waiting of these: announced before, their notice still runs
   * @param unverified of these: their notice is over, and they stay because the period of their
   *     class is not verified
   * @param removed of these: deleted by this run
   */
  public record Count(
      long due, long held, long announced, long waiting, long unverified, long removed) {
    private Count plus(Fate fate) {
      return new Count(
          due + 1,
          held + (fate == Fate.HELD ? 1 : 0),
          announced + (fate == Fate.ANNOUNCE ? 1 : 0),
          waiting + (fate == Fate.WAIT ? 1 : 0),
          unverified + (fate == Fate.UNVERIFIED ? 1 : 0),
          removed + (fate == Fate.REMOVE ? 1 : 0));
    }
  }

  /**
   * What a run did or would do.
   *
   * @param withdrawn announced deletions that are no longer due: the tip came back to life
   * @param notes of hand-overs that were deleted
   * @param people records of people
   */
  public record Outcome(
      Map<String, Count> byClass, long withdrawn, long notes, VictimRemoval.Outcome people) {}

  private enum Fate {
    KEEP,
    WITHDRAW,
    HELD,
    ANNOUNCE,
    WAIT,
    UNVERIFIED,
    REMOVE
  }

  private record Tip(
      UUID id,
      String state,
      String kind,
      Instant changedAt,
      boolean held,
      @Nullable String announcedClass,
      @Nullable Instant notBefore) {}

  /**
   * Looks at every tip.
   *
   * @param dry changes nothing and tells what would be done
   * @param progress gets the number of tips looked at, now and then
   */
  public Outcome run(boolean dry, LongConsumer progress) {
    Map<String, Count> counts = new TreeMap<>();
    classes.all().stream()
        .filter(c -> c.of() == RetentionClass.Of.TIP)
        .forEach(c -> counts.put(c.name(), new Count(0, 0, 0, 0, 0, 0)));
    long withdrawn = 0;
    long looked = 0;
    UUID after = FIRST;
    while (true) {
      List<Tip> some = page(after);
      for (Tip tip : some) {
        Fate fate = dry ? fate(tip) : decide(tip);
        withdrawn += fate == Fate.WITHDRAW ? 1 : 0;
        if (fate != Fate.KEEP && fate != Fate.WITHDRAW) {
          String name = due(tip).map(RetentionClass::name).orElse("");
          counts.computeIfPresent(name, (n, count) -> count.plus(fate));
        }
      }
      looked += some.size();
      progress.accept(looked);
      if (some.size() < AT_ONCE) {
        return new Outcome(counts, withdrawn, notes(dry), people(dry));
      }
      after = some.get(some.size() - 1).id();
    }
  }

  /**
   * Notes are a help between shifts; what matters for a tip stands on the tip. So no law asks to
   * keep them, and they go without being announced, whether their period was verified or not.
   */
  private long notes(boolean dry) {
    LocalDate today = LegalTime.day(clock.instant());
    return classes
        .ofNotes(today)
        .map(
            c ->
                handovers.removeNotes(
                    LegalTime.start(today.minus(c.after()).plusDays(1)), code(c), dry))
        .orElse(0L);
  }

  /**
   * Records of people are announced to the agency that answers for them; while the period of their
   * class is not verified, they stay, unless the operator takes the responsibility.
   */
  private VictimRemoval.Outcome people(boolean dry) {
    LocalDate today = LegalTime.day(clock.instant());
    return classes
        .ofVictims(today)
        .map(
            c ->
                victims.run(
                    LegalTime.start(today.minus(c.after()).plusDays(1)),
                    code(c),
                    settings.notice(),
                    c.verified() || settings.unverified() == RetentionSettings.Unverified.REMOVE,
                    dry))
        .orElse(new VictimRemoval.Outcome(0, 0, 0, 0));
  }

  private Optional<RetentionClass> due(Tip tip) {
    LocalDate today = LegalTime.day(clock.instant());
    return classes.due(tip.state(), tip.kind(), tip.changedAt(), today);
  }

  private Fate fate(Tip tip) {
    Optional<RetentionClass> due = due(tip);
    if (due.isEmpty()) {
      return tip.notBefore() == null ? Fate.KEEP : Fate.WITHDRAW;
    }
    if (tip.held()) {
      return Fate.HELD;
    }
    if (tip.notBefore() == null || !due.get().name().equals(tip.announcedClass())) {
      return Fate.ANNOUNCE;
    }
    if (tip.notBefore().isAfter(clock.instant())) {
      return Fate.WAIT;
    }
    return due.get().verified() || settings.unverified() == RetentionSettings.Unverified.REMOVE
        ? Fate.REMOVE
        : Fate.UNVERIFIED;
  }

  /** Most tips want nothing; the others are looked at again under their lock. */
  private Fate decide(Tip seen) {
    Fate first = fate(seen);
    if (first != Fate.WITHDRAW && first != Fate.ANNOUNCE && first != Fate.REMOVE) {
      return first;
    }
    return transactions.executeWrite(
        status -> {
          Optional<Tip> locked = locked(seen.id());
          if (locked.isEmpty()) {
            return Fate.KEEP;
          }
          Tip tip = locked.get();
          Fate fate = fate(tip);
          switch (fate) {
            case WITHDRAW -> withdraw(tip);
            case ANNOUNCE -> announce(tip, due(tip).orElseThrow());
            case REMOVE -> remove(tip, due(tip).orElseThrow());
            case KEEP, HELD, WAIT, UNVERIFIED -> {}
          }
          return fate;
        });
  }

  private void announce(Tip tip, RetentionClass due) {
    Instant now = SqlTime.now(clock);
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.tip_removal (tip_id, class, announced_at, not_before)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (tip_id) DO UPDATE SET class = excluded.class,
          announced_at = excluded.announced_at, not_before = excluded.not_before
        """,
        insert -> {
          insert.setObject(1, tip.id());
          insert.setString(2, due.name());
          insert.setObject(3, SqlTime.of(now));
          insert.setObject(4, SqlTime.of(now.plus(settings.notice())));
          return insert.executeUpdate();
        });
    happened(tip.id(), "REMOVAL_ANNOUNCED", due);
  }

  private void withdraw(Tip tip) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.tip_removal WHERE tip_id = ?",
        delete -> {
          delete.setObject(1, tip.id());
          return delete.executeUpdate();
        });
    happened(tip.id(), "REMOVAL_WITHDRAWN", null);
  }

  private void happened(UUID tipId, String what, @Nullable RetentionClass why) {
    audit.record(null, what, "TIP", tipId.toString(), why == null ? null : code(why));
    tips.record(tipId, what, null, "{}", TipDesk.Attention.KEEP, null);
  }

  /** The key first, then the rows; what is left is the tombstone and the audit. */
  private void remove(Tip tip, RetentionClass due) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.tip_tombstone (class, channel, source_kind, kind, state, categories,
          urgency, immediate_danger, child, cross_border, unit_id, lead_agency_id, fallback,
          received_on, removed_on, clocks)
        SELECT ?, t.channel, t.source_kind, t.kind, t.state, t.categories, t.urgency,
          t.immediate_danger, t.child, t.cross_border, t.unit_id, t.lead_agency_id, t.fallback,
          (t.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, ?,
          coalesce((SELECT jsonb_agg(jsonb_build_object('clock', c.clock,
              'met', coalesce(c.met_at <= c.due_at, false)) ORDER BY c.clock)
            FROM tinbao.tip_clock c WHERE c.tip_id = t.id AND c.state <> 'ENDED'), '[]')
        FROM tinbao.tip t WHERE t.id = ?
        """,
        insert -> {
          insert.setString(1, due.name());
          insert.setObject(2, LegalTime.day(clock.instant()));
          insert.setObject(3, tip.id());
          return insert.executeUpdate();
        });
    audit.record(null, "TIP_REMOVED", "TIP", tip.id().toString(), code(due));
    var unused = vault.destroy(tip.id());
    for (String sql :
        List.of(
            "DELETE FROM tinbao.tip_hold WHERE tip_id = ? AND lifted_at IS NOT NULL",
            "DELETE FROM tinbao.tip WHERE id = ?")) {
      jdbc.prepareStatement(
          sql,
          delete -> {
            delete.setObject(1, tip.id());
            return delete.executeUpdate();
          });
    }
  }

  /** {@code NOT_A_REPORT}: a code of the audit. */
  private static String code(RetentionClass due) {
    return due.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private List<Tip> page(UUID after) {
    return transactions.executeRead(
        status -> find("t.id > ? ORDER BY t.id LIMIT " + AT_ONCE, after));
  }

  private Optional<Tip> locked(UUID id) {
    return find("t.id = ? FOR UPDATE OF t", id).stream().findFirst();
  }

  /**
   * By the primary key of tip: every night through all of them, a thousand at a time. A tip that
   * was merged is kept as long as the one it leads to, and by its holds.
   */
  private List<Tip> find(String where, UUID id) {
    return jdbc.prepareStatement(
        """
        SELECT t.id, coalesce(l.state, t.state) AS state, coalesce(l.kind, t.kind) AS kind,
          greatest(t.updated_at, l.updated_at) AS updated_at, r.class, r.not_before,
          EXISTS (SELECT FROM tinbao.tip_hold h
                  WHERE h.tip_id IN (t.id, l.id) AND h.lifted_at IS NULL) AS held
        FROM tinbao.tip t LEFT JOIN tinbao.tip_removal r ON r.tip_id = t.id
        LEFT JOIN tinbao.tip l ON t.state IN ('MERGED', 'DUPLICATE')
          AND l.id = nullif(tinbao.tip_root(t.id), t.id)
        WHERE\s"""
            + where,
        select -> {
          select.setObject(1, id);
          List<Tip> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Tip(
                      row.getObject("id", UUID.class),
                      row.getString("state"),
                      row.getString("kind"),
                      Objects.requireNonNull(SqlTime.read(row, "updated_at")),
                      row.getBoolean("held"),
                      row.getString("class"),
                      SqlTime.read(row, "not_before")));
            }
          }
          return found;
        });
  }
}
