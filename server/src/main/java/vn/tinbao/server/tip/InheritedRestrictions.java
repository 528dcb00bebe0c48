package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.db.SqlTime;

/**
 * Restrictions of tips that say what another tip says: closed with that one, to the same people,
 * and opened with it. What a head restricted by itself stays as that head said. Each change leaves
 * a line in the timeline and audit rows of its own.
 */
@Singleton
public class InheritedRestrictions {
  private final SightRows rows;
  private final TipRows tips;
  private final ApplicationEventPublisher<TipRestricted> restricted;
  private final ApplicationEventPublisher<TipRestrictionLifted> lifted;
  private final Audit audit;
  private final Live live;
  private final Clock clock;

  InheritedRestrictions(
      SightRows rows,
      TipRows tips,
      ApplicationEventPublisher<TipRestricted> restricted,
      ApplicationEventPublisher<TipRestrictionLifted> lifted,
      Audit audit,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.restricted = restricted;
    this.lifted = lifted;
    this.audit = audit;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Makes a tip as closed as those that it belongs to stand now. The caller holds all of them and
   * has checked who asks. A second time changes nothing.
   *
   * @param above what the tip was joined to, or split off; the first restricted one counts
   * @param by whose act that follows from; null for the house itself
   */
  @Transactional(TxType.MANDATORY)
  public void follow(UUID tipId, List<UUID> above, @Nullable UUID by) {
    boolean closed = rows.restriction(tipId).isPresent();
    Optional<UUID> from = closed ? rows.inheritedFrom(tipId) : Optional.empty();
    if (closed && from.isEmpty()) {
      return;
    }
    Optional<UUID> source = above.stream().filter(this::restricted).findFirst();
    if (source.isPresent()) {
      close(tipId, source.get(), closed, by);
    } else if (closed) {
      open(tipId, from.orElseThrow(), by);
    }
  }

  /**
   * Says that a tip does not belong any more to the one whose restriction it may have followed. It
   * follows what it still belongs to, as a part its whole; with nothing restricted above it, the
   * restriction is its own with the people named so far, until its heads lift it: that two reports
   * turn out not to be the same opens neither. What a head restricted by itself stays.
   *
   * @param above what the tip belongs to now; the first restricted one counts
   */
  @Transactional(TxType.MANDATORY)
  public void leave(UUID tipId, List<UUID> above, @Nullable UUID by) {
    if (above.stream().anyMatch(this::restricted)) {
      follow(tipId, above, by);
    } else {
      rows.inheritNoMore(tipId);
    }
  }

  /** Whether a tip is restricted now. */
  @Transactional(TxType.MANDATORY)
  public boolean restricted(UUID tipId) {
    return rows.restriction(tipId).isPresent();
  }

  /** Whether a tip is restricted by itself, and not because another one is. */
  @Transactional(TxType.MANDATORY)
  public boolean restrictedByItself(UUID tipId) {
    return restricted(tipId) && rows.inheritedFrom(tipId).isEmpty();
  }

  private void close(UUID tipId, UUID source, boolean closed, @Nullable UUID by) {
    Instant now = SqlTime.now(clock);
    boolean changed = !closed;
    if (closed) {
      rows.inherit(tipId, source);
    } else {
      rows.restrictLike(UuidCreator.getTimeOrderedEpoch(), tipId, source, now);
      audit.record(by, "TIP_RESTRICTED", "TIP", tipId.toString(), "INHERITED");
      event(tipId, "RESTRICTED", by, source, now);
    }
    Set<UUID> wanted = new HashSet<>(rows.named(source));
    Set<UUID> before = new HashSet<>(rows.named(tipId));
    for (UUID gone : before) {
      if (!wanted.contains(gone)) {
        rows.unname(tipId, gone, now);
        named(by, "TIP_UNNAMED", tipId, gone);
        changed = true;
      }
    }
    for (UUID added : wanted) {
      if (!before.contains(added)) {
        rows.nameLike(tipId, added, source, now);
        named(by, "TIP_NAMED", tipId, added);
        changed = true;
      }
    }
    if (changed) {
      restricted.publishEvent(new TipRestricted(tipId, by));
      tell(tipId);
    }
  }

  private void open(UUID tipId, UUID from, @Nullable UUID by) {
    Instant now = SqlTime.now(clock);
    if (rows.lift(tipId, by, now) == 1) {
      rows.unnameAll(tipId, now);
      audit.record(by, "TIP_RESTRICTION_LIFTED", "TIP", tipId.toString(), "INHERITED");
      event(tipId, "RESTRICTION_LIFTED", by, from, now);
      lifted.publishEvent(new TipRestrictionLifted(tipId, by));
      tell(tipId);
    }
  }

  private void event(UUID tipId, String kind, @Nullable UUID by, UUID source, Instant now) {
    tips.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        tipId,
        now,
        kind,
        by,
        "{\"tip\":\"%s\"}".formatted(source));
  }

  private void named(@Nullable UUID by, String what, UUID tipId, UUID staffId) {
    audit.record(by, what, "TIP", tipId.toString());
    audit.record(by, what, "STAFF", staffId.toString());
  }

  private void tell(UUID tipId) {
    for (String agency : tips.agencies(tipId)) {
      live.afterCommit(TipWriter.DESK + agency, tipId.toString());
    }
  }
}
