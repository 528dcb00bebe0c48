package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.duplicate.MergeOutcome;
import vn.tinbao.server.duplicate.Merges;
import vn.tinbao.server.duplicate.Splits;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipReceipt;

/** Looking for tips, making them one, making one several. */
@Singleton
final class SimilarCases implements AccessCases {
  private final Merges merges;
  private final Splits splits;
  private final FollowUp followUp;

  SimilarCases(Merges merges, Splits splits, FollowUp followUp) {
    this.merges = merges;
    this.splits = splits;
    this.followUp = followUp;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "POST /desk/search",
        (world, owner) -> Request.form("/desk/search", "words", "cháu gái"),
        "POST /desk/tips/new/similar",
        (world, owner) -> Request.form("/desk/tips/new/similar", "story", "Có người gọi đến"),
        "GET /desk/tips/{id}/similar/{other}",
        (world, owner) -> Request.of(two(world)),
        "POST /desk/tips/{id}/similar/{other}/merge",
        (world, owner) -> Request.form(two(world) + "/merge", "mergeId", id().toString()),
        "POST /desk/tips/{id}/similar/{other}/different",
        (world, owner) -> Request.form(two(world) + "/different"),
        "POST /desk/tips/{id}/merge/undo",
        (world, owner) -> Request.form("/desk/tips/" + merged(world) + "/merge/undo"),
        "GET /desk/tips/{id}/split",
        (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/split"),
        "POST /desk/tips/{id}/split",
        (world, owner) -> {
          UUID tip = world.tip().id();
          return Request.form(
              "/desk/tips/" + tip + "/split", "childId", id().toString(), "piece", tip + ".0");
        },
        "POST /desk/tips/{id}/split/undo",
        (world, owner) ->
            Request.form("/desk/tips/" + part(world) + "/split/undo", "undoId", id().toString()),
        "POST /desk/tips/{id}/messages/{messageId}/no-new-facts",
        (world, owner) -> {
          TipReceipt tip = world.tip();
          UUID message = id();
          followUp.write(tip.code().grouped(), message, "Như đã nói. " + AccessWorld.MARKER);
          return Request.form("/desk/tips/" + tip.id() + "/messages/" + message + "/no-new-facts");
        });
  }

  private static String two(AccessWorld world) {
    return "/desk/tips/" + world.tip().id() + "/similar/" + world.tip().id();
  }

  private UUID merged(AccessWorld world) {
    UUID first = world.tip().id();
    UUID second = world.tip().id();
    done(merges.merge(desk(world), id(), first, second, false));
    return merges.of(second).isPresent() ? second : first;
  }

  private UUID part(AccessWorld world) {
    UUID child = id();
    done(splits.split(desk(world), child, world.tip().id(), "Việc khác", false));
    return child;
  }

  private static StaffMember desk(AccessWorld world) {
    return world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
  }

  private static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private static void done(MergeOutcome outcome) {
    if (!(outcome instanceof MergeOutcome.Done)) {
      throw new IllegalStateException(outcome.toString());
    }
  }
}
