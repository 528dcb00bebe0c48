package vn.tinbao.server.duplicate;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * Tips that may be about the same fact: by their words, the number they came from, a file, place
 * and time. Only among those that the viewer may open; that another agency has a like one is not
 * told, since whoever may not see a tip is not told that it is there.
 */
@Singleton
public class Candidates {
  /** Shown at once. */
  private static final int MOST = 5;

  private static final Comparator<Candidate> STRONGEST =
      Comparator.comparingDouble((Candidate one) -> -one.likeness().weight());

  private final CandidateRows rows;
  private final TipHashes hashes;
  private final TipVault vault;
  private final TipAccess access;
  private final TipDesk desk;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  Candidates(
      CandidateRows rows,
      TipHashes hashes,
      TipVault vault,
      TipAccess access,
      TipDesk desk,
      Catalogue catalogue,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.hashes = hashes;
    this.vault = vault;
    this.access = access;
    this.desk = desk;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /** A tip that may be about the same: what the queue shows of it, and why. */
  public record Candidate(TipDesk.Line line, Likeness likeness) {}

  /** Those like a tip, the likeliest first, five at most; none when the viewer may not open it. */
  @Transactional
  public List<Candidate> of(StaffMember viewer, UUID tipId) {
    if (!access.mayOpen(viewer, tipId)) {
      return List.of();
    }
    Sketch sketch = rows.sketchOf(tipId).map(this::opened).orElse(null);
    return rows.ofTip(tipId).map(asked -> find(viewer, asked, sketch)).orElse(List.of());
  }

  /**
   * Those like what is being typed. Leaves an audit row: it is a way to look for tips. The number
   * that the caller gives is no part of it: whoever typed one would learn whether it reported.
   *
   * @param text what the caller has said so far, with the place in words
   */
  @Transactional
  public List<Candidate> like(StaffMember viewer, String text) {
    if (!Permissions.may(viewer, Action.TIP_WRITE)) {
      return List.of();
    }
    audit.record(viewer.id(), "TIPS_SEARCHED", "SEARCH", "typed", "LIKE_TYPED");
    MinHash.Made made = hashes.words(text);
    CandidateRows.Asked asked =
        new CandidateRows.Asked(null, null, SqlTime.now(clock), null, List.of(), made.bands());
    return find(viewer, asked, made.sketch());
  }

  /** How alike two tips are that somebody has opened; empty while one of them is not indexed. */
  @Transactional
  public Optional<Likeness> between(UUID one, UUID other) {
    Optional<CandidateRows.Found> first = rows.sketchOf(one);
    Optional<CandidateRows.Found> second = rows.sketchOf(other);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    CandidateRows.Asked a = rows.ofTip(one).orElseThrow();
    CandidateRows.Asked b = rows.ofTip(other).orElseThrow();
    boolean phone = a.phoneHash() != null && Arrays.equals(a.phoneHash(), b.phoneHash());
    boolean file =
        a.files().stream().anyMatch(x -> b.files().stream().anyMatch(y -> Arrays.equals(x, y)));
    return Optional.of(
        new Likeness(
            opened(first.get()).likeness(opened(second.get())),
            place(catalogue.now(), a.unitId(), b.unitId()),
            apart(a.receivedAt(), b.receivedAt()),
            phone,
            file));
  }

  private List<Candidate> find(
      StaffMember viewer, CandidateRows.Asked asked, @Nullable Sketch sketch) {
    CatalogueSnapshot snapshot = catalogue.now();
    record Weighed(UUID id, Likeness likeness) {}
    return rows.find(viewer, asked).stream()
        .map(
            found ->
                new Weighed(
                    found.id(),
                    new Likeness(
                        sketch == null || found.sketch() == null
                            ? 0
                            : sketch.likeness(opened(found)),
                        place(snapshot, asked.unitId(), found.unitId()),
                        apart(asked.receivedAt(), found.receivedAt()),
                        found.samePhone(),
                        found.sameFile())))
        .filter(weighed -> weighed.likeness().worthALook())
        .sorted(Comparator.comparingDouble(weighed -> -weighed.likeness().weight()))
        .limit(MOST)
        .flatMap(
            weighed ->
                desk.line(weighed.id()).stream()
                    .map(line -> new Candidate(line, weighed.likeness())))
        .sorted(STRONGEST)
        .toList();
  }

  private Sketch opened(CandidateRows.Found found) {
    byte[] sealed = Objects.requireNonNull(found.sketch());
    return Sketch.of(
        vault
            .open(found.id(), found.wrapped())
            .openBytes(sealed, LikenessIndex.SKETCH, found.id()));
  }

  private static Duration apart(Instant one, Instant other) {
    return Duration.between(one, other).abs();
  }

  private static Likeness.Place place(
      CatalogueSnapshot snapshot, @Nullable Long one, @Nullable Long other) {
    Unit first = snapshot.unit(one).orElse(null);
    Unit second = snapshot.unit(other).orElse(null);
    if (first == null || second == null) {
      return Likeness.Place.UNKNOWN;
    }
    if (first.id() == second.id()) {
      return Likeness.Place.SAME;
    }
    boolean inside =
        snapshot.withAncestors(first).stream().anyMatch(unit -> unit.id() == second.id())
            || snapshot.withAncestors(second).stream().anyMatch(unit -> unit.id() == first.id());
    return inside ? Likeness.Place.ONE_IN_THE_OTHER : Likeness.Place.ELSEWHERE;
  }
}
