package vn.tinbao.server.staff;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Refusal;

/** The door to phones on which people are signed in: their own, and those of people one keeps. */
@Singleton
public class StaffDevices {
  private final SessionStore sessions;
  private final AccountKeeping keeping;
  private final AccountKeepers keepers;
  private final Audit audit;

  StaffDevices(SessionStore sessions, AccountKeeping keeping, AccountKeepers keepers, Audit audit) {
    this.sessions = sessions;
    this.keeping = keeping;
    this.keepers = keepers;
    this.audit = audit;
  }

  /**
   * A phone that is signed in.
   *
   * @param id of its session
   * @param name what the person may know it by; null when unknown
   */
  public record Device(UUID id, @Nullable String name, Instant since, Instant lastUsed) {}

  /** A colleague whose account the viewer sees, and whether the viewer may end sessions of it. */
  public record Colleague(StaffMember member, boolean keeps) {}

  /** Phones that are signed in as this person, the one used last first. */
  @Transactional
  public List<Device> of(UUID accountId) {
    return sessions.of(accountId).stream()
        .filter(session -> session.kind() == SessionKind.APP)
        .map(
            session ->
                new Device(
                    session.id(), session.device(), session.createdAt(), session.lastUsedAt()))
        .toList();
  }

  /**
   * Ends the session of one of the person's own phones.
   *
   * @throws Refusal 404 when it is not one of theirs, or has ended before
   */
  @Transactional
  public void end(StaffMember owner, UUID device) {
    end(owner.id(), owner.id(), device);
  }

  /**
   * A colleague's account, for who keeps it or heads its agency.
   *
   * @throws Refusal 404 when the viewer may not see it
   */
  @Transactional
  public Colleague colleague(StaffMember viewer, UUID accountId) {
    StaffMember member = keeping.one(viewer, accountId).member();
    return new Colleague(
        member, keepers.keeps(viewer, member.agencyId()) && !member.id().equals(viewer.id()));
  }

  /**
   * Ends the session of a colleague's phone: a lost one, say.
   *
   * @throws Refusal 404 when the keeper may not see the account or the phone is not signed in, 403
   *     when the keeper does not keep it
   */
  @Transactional
  public void end(StaffMember keeper, UUID accountId, UUID device) {
    if (!colleague(keeper, accountId).keeps()) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.not-keeper");
    }
    end(keeper.id(), accountId, device);
  }

  /**
   * Ends the session of a phone that is to be wiped, if it still runs; the caller has checked that
   * {@code by} may. In the caller's transaction.
   */
  @Transactional
  public void endIfOpen(UUID by, UUID accountId, UUID device) {
    if (sessions.end(accountId, device)) {
      audit.record(by, "SESSION_ENDED", "SESSION", device.toString());
    }
  }

  /** Agencies whose people this viewer sees; empty means all there are. */
  public Optional<Set<String>> sights(StaffMember viewer) {
    return keepers.sights(viewer);
  }

  private void end(UUID by, UUID accountId, UUID device) {
    boolean phone = of(accountId).stream().anyMatch(one -> one.id().equals(device));
    if (!phone || !sessions.end(accountId, device)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "account.session.gone");
    }
    audit.record(by, "SESSION_ENDED", "SESSION", device.toString());
  }
}
