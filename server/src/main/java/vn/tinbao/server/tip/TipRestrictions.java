package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * Closes a tip to all but the heads of its lead agency and people whom one of them names, and opens
 * it again. The others of that agency, and supporting agencies, see that there is a restricted tip
 * and nothing of it. Open tasks of officers who are not named are taken back; who may open the tip
 * may send them out anew.
 */
@Singleton
public class TipRestrictions {
  private final SightRows rows;
  private final TipRows tips;
  private final TipAccess access;
  private final TipVault vault;
  private final StaffAccounts staff;
  private final ApplicationEventPublisher<TipRestricted> restricted;
  private final ApplicationEventPublisher<TipRestrictionLifted> lifted;
  private final Audit audit;
  private final Live live;
  private final Clock clock;

  TipRestrictions(
      SightRows rows,
      TipRows tips,
      TipAccess access,
      TipVault vault,
      StaffAccounts staff,
      ApplicationEventPublisher<TipRestricted> restricted,
      ApplicationEventPublisher<TipRestrictionLifted> lifted,
      Audit audit,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.access = access;
    this.vault = vault;
    this.staff = staff;
    this.restricted = restricted;
    this.lifted = lifted;
    this.audit = audit;
    this.live = live;
    this.clock = clock;
  }

  /** Why not everybody should see a tip. */
  public enum Reason {
    CHILD,
    OFFICIAL,
    OTHER
  }

  /**
   * A restriction in force.
   *
   * @param official whose official is involved, in the sender's words, null when not told
   * @param byId null when the tip came in restricted, at its sender's word
   * @param named who may open it besides the heads of the agency
   */
  public record View(
      Reason reason,
      @Nullable String official,
      @Nullable UUID byId,
      Instant since,
      Set<UUID> named) {

    @Override
    public String toString() {
      return "View[" + reason + "]";
    }
  }

  /** The restriction of a tip; whoever asks must have opened it. */
  @Transactional
  public Optional<View> ofTip(UUID tipId) {
    return rows.restriction(tipId)
        .map(
            row -> {
              byte[] official = row.official();
              return new View(
                  Reason.valueOf(row.reason()),
                  official == null
                      ? null
                      : vault
                          .open(tipId, tips.byId(tipId).orElseThrow().wrapped())
                          .open(official, SightRows.OFFICIAL, row.id()),
                  row.restrictedBy(),
                  row.since(),
                  Set.copyOf(rows.named(tipId)));
            });
  }

  /** Whether this person may restrict the tip and lift that: a head of the agency that leads it. */
  public boolean mayRestrict(StaffMember viewer, UUID tipId) {
    return access.mayAsLead(viewer, tipId, Action.TIP_RESTRICT);
  }

  /** Whom the viewer could name: those of the own desk who do not see it anyway, by name. */
  public List<StaffMember> candidates(StaffMember viewer) {
    return staff.colleagues(viewer.agencyId()).stream()
        .filter(member -> Permissions.may(member, Action.TIP_OPEN) && !TipAccess.isHead(member))
        .toList();
  }

  /**
   * Restricts the tip to these people, or changes who they are.
   *
   * @param named of the own agency's desk; others are passed over
   * @return false when the viewer may not
   */
  @Transactional
  public boolean restrict(StaffMember viewer, UUID tipId, Reason reason, Set<UUID> named) {
    if (tips.lock(tipId).isEmpty() || !mayRestrict(viewer, tipId)) {
      return false;
    }
    Instant now = SqlTime.now(clock);
    if (rows.restriction(tipId).isEmpty()) {
      rows.restrict(
          UuidCreator.getTimeOrderedEpoch(), tipId, reason.name(), null, viewer.id(), now);
      happened(tipId, "RESTRICTED", viewer, "{\"reason\":\"%s\"}".formatted(reason), now);
    } else {
      rows.reason(tipId, reason.name());
    }
    Set<UUID> wanted =
        candidates(viewer).stream()
            .map(StaffMember::id)
            .filter(named::contains)
            .collect(Collectors.toSet());
    Set<UUID> before = new HashSet<>(rows.named(tipId));
    for (UUID gone : before) {
      if (!wanted.contains(gone)) {
        rows.unname(tipId, gone, now);
        named(viewer, "TIP_UNNAMED", tipId, gone);
      }
    }
    for (UUID added : wanted) {
      if (!before.contains(added)) {
        rows.name(tipId, added, viewer.id(), now);
        named(viewer, "TIP_NAMED", tipId, added);
      }
    }
    restricted.publishEvent(new TipRestricted(tipId, viewer.id()));
    tell(tipId);
    return true;
  }

  /**
   * Opens the tip again to all who would see it without the restriction. What is closed because
   * another tip is, closes again at once: it says the same.
   *
   * @return false when the viewer may not
   */
  @Transactional
  public boolean lift(StaffMember viewer, UUID tipId) {
    if (tips.lock(tipId).isEmpty() || !mayRestrict(viewer, tipId)) {
      return false;
    }
    Instant now = SqlTime.now(clock);
    if (rows.lift(tipId, viewer.id(), now) == 1) {
      rows.unnameAll(tipId, now);
      happened(tipId, "RESTRICTION_LIFTED", viewer, "{}", now);
      lifted.publishEvent(new TipRestrictionLifted(tipId, viewer.id()));
      tell(tipId);
    }
    return true;
  }

  private void named(StaffMember by, String what, UUID tipId, UUID staffId) {
    audit.record(by.id(), what, "TIP", tipId.toString());
    audit.record(by.id(), what, "STAFF", staffId.toString());
  }

  private void happened(UUID tipId, String what, StaffMember by, String data, Instant now) {
    audit.record(by.id(), "TIP_" + what, "TIP", tipId.toString());
    tips.addEvent(UuidCreator.getTimeOrderedEpoch(), tipId, now, what, by.id(), data);
  }

  private void tell(UUID tipId) {
    for (String agency : tips.agencies(tipId)) {
      live.afterCommit(TipWriter.DESK + agency, tipId.toString());
    }
  }
}
