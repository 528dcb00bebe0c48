package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.duplicate.Candidates;
import vn.tinbao.server.duplicate.Merges;
import vn.tinbao.server.duplicate.Repeats;
import vn.tinbao.server.duplicate.Splits;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;

/** Makes the section about the tips that one has to do with. */
@Singleton
final class SimilarPartMaker {
  /**
   * Of those that were joined, so many are shown with their words; to the others there is a way.
   */
  private static final int MOST_OPENED = 10;

  private final Candidates candidates;
  private final Merges merges;
  private final Splits splits;
  private final Repeats repeats;
  private final TipDesk desk;
  private final TipAccess access;
  private final StaffAccounts accounts;

  SimilarPartMaker(
      Candidates candidates,
      Merges merges,
      Splits splits,
      Repeats repeats,
      TipDesk desk,
      TipAccess access,
      StaffAccounts accounts) {
    this.candidates = candidates;
    this.merges = merges;
    this.splits = splits;
    this.repeats = repeats;
    this.desk = desk;
    this.access = access;
    this.accounts = accounts;
  }

  /**
   * The section for a tip that this viewer has opened. Tips that were joined to it are opened with
   * it, and leave their audit rows.
   */
  SimilarPart of(StaffMember viewer, TipDesk.View tip) {
    UUID id = tip.id();
    Optional<Merges.Joined> into = merges.of(id);
    Splits.Part from = splits.from(id);
    boolean resting = into.isPresent() || tip.state().equals("SPLIT");
    return new SimilarPart(
        id,
        merges.mayMerge(viewer, id),
        resting ? List.of() : candidates.of(viewer, id),
        into.map(one -> other(viewer, one.intoId(), one.mergedBy(), one.mergedAt())).orElse(null),
        joined(viewer, id),
        from == null ? null : other(viewer, from.parentId(), from.splitBy(), from.splitAt()),
        splits.of(id).stream()
            .map(part -> other(viewer, part.childId(), part.splitBy(), part.splitAt()))
            .toList(),
        repeats.filed(id),
        Repeats.seeming(tip.dialogue()).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> SimilarPart.percent(e.getValue()))),
        UuidCreator.getTimeOrderedEpoch());
  }

  private List<SimilarPart.Joined> joined(StaffMember viewer, UUID id) {
    List<Merges.Joined> all = merges.into(id);
    return all.stream()
        .map(
            one -> {
              Optional<TipDesk.View> view =
                  all.indexOf(one) < MOST_OPENED
                      ? desk.open(viewer, one.tipId())
                      : Optional.empty();
              return new SimilarPart.Joined(
                  other(viewer, one.tipId(), one.mergedBy(), one.mergedAt()),
                  one.noNewFacts(),
                  view.map(TipDesk.View::dialogue).orElse(List.of()));
            })
        .toList();
  }

  private SimilarPart.Other other(StaffMember viewer, UUID id, @Nullable UUID by, Instant at) {
    return new SimilarPart.Other(
        id,
        TipPageMaker.number(id),
        access.mayOpen(viewer, id),
        by == null ? "" : accounts.byId(by).map(StaffMember::name).orElse(""),
        at);
  }
}
