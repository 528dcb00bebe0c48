package vn.tinbao.server.custody;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.custody.IdentityRequest.State;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIdentities;
import vn.tinbao.server.vault.IdentityGrants;
import vn.tinbao.sms.db.SqlTime;

/**
 * The one door to reporters' identities: asking, deciding, opening, ending. Each step and its audit
 * row are one transaction; two persons are always needed, the database refuses one alone.
 */
@Singleton
public class IdentityRequests {
  /** Longest reason, in characters. */
  public static final int MOST_CHARACTERS = 2_000;

  /** Topic on which custodians of an agency learn that there is something to decide. */
  static final String TOPIC = "custody.";

  private static final String REASON = "identity_request.reason";
  private static final String DECISION = "identity_request.decision";
  private static final Duration SHORTEST = Duration.ofMinutes(15);

  private final JdbcOperations jdbc;
  private final TipAccess access;
  private final TipDesk tips;
  private final TipIdentities identities;
  private final IdentityGrants grants;
  private final Custodians custodians;
  private final CustodySettings settings;
  private final Audit audit;
  private final Live live;
  private final Clock clock;

  IdentityRequests(
      JdbcOperations jdbc,
      TipAccess access,
      TipDesk tips,
      TipIdentities identities,
      IdentityGrants grants,
      Custodians custodians,
      CustodySettings settings,
      Audit audit,
      Live live,
      Clock clock) {
    this.jdbc = jdbc;
    this.access = access;
    this.tips = tips;
    this.identities = identities;
    this.grants = grants;
    this.custodians = custodians;
    this.settings = settings;
    this.audit = audit;
    this.live = live;
    this.clock = clock;
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    /** No such request or tip for this person, or nothing to ask for. */
    NOT_FOUND,
    /** No reason, or one that is too long. */
    REASON_WRONG,
    /** Nobody up to the top is appointed to decide. */
    NO_CUSTODIAN,
    /** Somebody was faster, or its time is over. */
    TOO_LATE
  }

  /**
   * An opened identity.
   *
   * @param identity what the reporter wrote
   * @param noted what the desk noted for the register, null when nothing
   */
  public record Opened(
      IdentityRequest request,
      TipIdentities.Identity identity,
      TipIdentities.@Nullable Noted noted) {

    @Override
    public String toString() {
      return "Opened[" + request.id() + "]";
    }
  }

  /**
   * A request with its reasons in words.
   *
   * @param decision why it was decided so, null before
   */
  public record Told(IdentityRequest request, String reason, @Nullable String decision) {

    @Override
    public String toString() {
      return "Told[" + request.id() + "]";
    }
  }

  /**
   * Files a request of somebody of the agency that leads the tip. The same twice is one; so are two
   * of one person for one tip while the first is undecided.
   *
   * @param id UUIDv7 of the form
   */
  @Transactional
  public Outcome ask(StaffMember viewer, UUID tipId, UUID id, String reason) {
    if (!access.mayAsLead(viewer, tipId, Action.IDENTITY_REQUEST) || !identities.given(tipId)) {
      return Outcome.NOT_FOUND;
    }
    if (reasonWrong(reason)) {
      return Outcome.REASON_WRONG;
    }
    Optional<String> custodian = custodians.agencyFor(viewer.agencyId(), viewer.id());
    if (custodian.isEmpty()) {
      return Outcome.NO_CUSTODIAN;
    }
    Instant now = SqlTime.now(clock);
    byte[] sealed = tips.seal(tipId, reason.strip(), REASON, id);
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.identity_request
              (id, tip_id, asked_by, agency_id, custodian_agency_id, reason, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setObject(2, tipId);
              insert.setObject(3, viewer.id());
              insert.setString(4, viewer.agencyId());
              insert.setString(5, custodian.get());
              insert.setBytes(6, sealed);
              insert.setObject(7, SqlTime.of(now));
              return insert.executeUpdate();
            });
    if (made == 1) {
      happened(viewer, tipId, "IDENTITY_REQUESTED", custodian.get(), id);
    }
    return Outcome.DONE;
  }

  /**
   * Grants or refuses. Of two custodians at once one is too late; nobody decides on a wish of their
   * own.
   *
   * @param open how long it stays open, null for the usual time; at least 15 minutes, at most what
   *     the settings allow
   */
  @Transactional
  public Outcome decide(
      StaffMember viewer, UUID id, boolean grant, String reason, @Nullable Duration open) {
    Optional<IdentityRequest> found = locked(id).filter(request -> mayDecide(viewer, request));
    if (found.isEmpty() || found.get().askedBy().equals(viewer.id())) {
      return Outcome.NOT_FOUND;
    }
    if (reasonWrong(reason)) {
      return Outcome.REASON_WRONG;
    }
    IdentityRequest request = found.get();
    if (request.state() != State.PENDING) {
      return Outcome.TOO_LATE;
    }
    Instant now = SqlTime.now(clock);
    byte[] sealed = tips.seal(request.tipId(), reason.strip(), DECISION, id);
    jdbc.prepareStatement(
        """
        UPDATE tinbao.identity_request SET state = ?, decided_by = ?, decided_at = ?, decision = ?,
          expires_at = ?
        WHERE id = ?
        """,
        update -> {
          update.setString(1, grant ? "GRANTED" : "DENIED");
          update.setObject(2, viewer.id());
          update.setObject(3, SqlTime.of(now));
          update.setBytes(4, sealed);
          update.setObject(5, grant ? SqlTime.of(now.plus(within(open))) : null);
          update.setObject(6, id);
          return update.executeUpdate();
        });
    String what = grant ? "IDENTITY_GRANTED" : "IDENTITY_DENIED";
    happened(viewer, request.tipId(), what, request.custodianAgencyId(), id);
    return Outcome.DONE;
  }

  /** Opens the identity for the one it was granted to; each time is an audit row. */
  @Transactional
  public Optional<Opened> open(StaffMember viewer, UUID id) {
    return grants
        .of(id, viewer.id())
        .filter(grant -> access.mayAsLead(viewer, grant.tipId(), Action.IDENTITY_REQUEST))
        .flatMap(
            grant ->
                identities
                    .open(grant)
                    .map(
                        identity -> {
                          audit.record(
                              viewer.id(), "IDENTITY_OPENED", "TIP", grant.tipId().toString());
                          return new Opened(
                              byId(id).orElseThrow(),
                              identity,
                              identities.openNoted(grant).orElse(null));
                        }));
  }

  /** The asker takes an undecided wish back, or gives a granted one back. */
  @Transactional
  public Outcome withdraw(StaffMember viewer, UUID id) {
    Optional<IdentityRequest> found =
        locked(id).filter(request -> request.askedBy().equals(viewer.id()));
    return found.map(request -> end(viewer, request)).orElse(Outcome.NOT_FOUND);
  }

  /** A custodian takes back what was granted, at once. */
  @Transactional
  public Outcome revoke(StaffMember viewer, UUID id) {
    Optional<IdentityRequest> found = locked(id).filter(request -> mayDecide(viewer, request));
    if (found.isPresent() && found.get().state() != State.GRANTED) {
      return Outcome.TOO_LATE;
    }
    return found.map(request -> end(viewer, request)).orElse(Outcome.NOT_FOUND);
  }

  private Outcome end(StaffMember viewer, IdentityRequest request) {
    if (request.state() != State.PENDING && request.state() != State.GRANTED) {
      return Outcome.TOO_LATE;
    }
    boolean pending = request.state() == State.PENDING;
    jdbc.prepareStatement(
        "UPDATE tinbao.identity_request SET state = ?, ended_by = ?, ended_at = ? WHERE id = ?",
        update -> {
          update.setString(1, pending ? "WITHDRAWN" : "REVOKED");
          update.setObject(2, viewer.id());
          update.setObject(3, SqlTime.of(SqlTime.now(clock)));
          update.setObject(4, request.id());
          return update.executeUpdate();
        });
    String what = pending ? "IDENTITY_WITHDRAWN" : "IDENTITY_REVOKED";
    happened(viewer, request.tipId(), what, request.custodianAgencyId(), request.id());
    return Outcome.DONE;
  }

  /**
   * What the custodians of the viewer's agency have to decide, and what they decided, undecided
   * ones first, then the newest.
   */
  @Transactional
  public List<IdentityRequest> inbox(StaffMember viewer, int most) {
    return find(
        // identity_request_inbox
        "WHERE custodian_agency_id = ? ORDER BY state <> 'PENDING', asked_at DESC, id DESC LIMIT "
            + most,
        viewer.agencyId());
  }

  /** One of them with its reasons; reading it leaves an audit row. */
  @Transactional
  public Optional<Told> read(StaffMember viewer, UUID id) {
    Optional<IdentityRequest> found = byId(id).filter(request -> mayDecide(viewer, request));
    found.ifPresent(
        request ->
            audit.record(viewer.id(), "IDENTITY_REQUEST_READ", "TIP", request.tipId().toString()));
    return found.map(this::told);
  }

  /** All requests for a tip, the newest first; whoever asks must have opened the tip. */
  @Transactional
  public List<IdentityRequest> ofTip(UUID tipId) {
    // identity_request_of_tip
    return find("WHERE tip_id = ? ORDER BY asked_at DESC, id DESC LIMIT 20", tipId);
  }

  /** A request of the viewer's own, with its reasons. */
  @Transactional
  public Optional<Told> own(StaffMember viewer, UUID id) {
    return byId(id).filter(request -> request.askedBy().equals(viewer.id())).map(this::told);
  }

  /** Whether this person decides on requests like this one. */
  static boolean mayDecide(StaffMember viewer, IdentityRequest request) {
    return Permissions.scope(viewer, Action.IDENTITY_DECIDE).compareTo(Scope.AGENCY) >= 0
        && request.custodianAgencyId().equals(viewer.agencyId());
  }

  private Told told(IdentityRequest request) {
    return jdbc.prepareStatement(
        "SELECT reason, decision FROM tinbao.identity_request WHERE id = ?",
        select -> {
          select.setObject(1, request.id());
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              throw new IllegalStateException("Request is gone: " + request.id());
            }
            byte[] decision = row.getBytes("decision");
            return new Told(
                request,
                tips.unseal(request.tipId(), row.getBytes("reason"), REASON, request.id()),
                decision == null
                    ? null
                    : tips.unseal(request.tipId(), decision, DECISION, request.id()));
          }
        });
  }

  private void happened(
      StaffMember viewer, UUID tipId, String what, String custodianAgencyId, UUID requestId) {
    audit.record(viewer.id(), what, "TIP", tipId.toString());
    tips.record(tipId, what, viewer.id(), "{}", TipDesk.Attention.KEEP, null);
    live.afterCommit(TOPIC + custodianAgencyId, requestId.toString());
  }

  private Duration within(@Nullable Duration wanted) {
    Duration open = wanted == null ? settings.open() : wanted;
    if (open.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return open.compareTo(settings.longest()) > 0 ? settings.longest() : open;
  }

  private static boolean reasonWrong(String reason) {
    return reason.isBlank() || reason.strip().length() > MOST_CHARACTERS;
  }

  private Optional<IdentityRequest> byId(UUID id) {
    return find("WHERE id = ?", id).stream().findFirst();
  }

  private Optional<IdentityRequest> locked(UUID id) {
    return find("WHERE id = ? FOR UPDATE", id).stream().findFirst();
  }

  private List<IdentityRequest> find(String rest, Object value) {
    return jdbc.prepareStatement(
        "SELECT " + IdentityRequest.COLUMNS + " FROM tinbao.identity_request " + rest,
        select -> {
          select.setObject(1, value);
          List<IdentityRequest> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(IdentityRequest.read(row));
            }
          }
          return found;
        });
  }
}
