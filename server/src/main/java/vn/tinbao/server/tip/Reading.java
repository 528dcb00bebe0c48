package vn.tinbao.server.tip;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.routing.RoutingDecision;
import vn.tinbao.server.routing.RoutingQuestion;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;

/**
 * What the house made of a tip's words: understanding, the sender's own choices on top, and
 * routing.
 *
 * @param question what routing was asked; kept, so that a later catalogue can be asked the same
 * @param unitId today's unit of the event, null when unknown or a person must choose
 * @param enteredUnitId the unit as named or chosen, perhaps of an earlier time
 */
record Reading(
    Understood understood,
    List<Category> categories,
    int urgency,
    @Nullable Long unitId,
    @Nullable Long enteredUnitId,
    boolean ambiguous,
    RoutingQuestion question,
    RoutingDecision decision) {

  /** What kind of message it is: whoever is in danger asks for help, whatever the words. */
  static Understood.Kind kind(Understood understood, boolean immediateDanger) {
    return immediateDanger && understood.kind() == Understood.Kind.UNRELATED
        ? Understood.Kind.HELP
        : understood.kind();
  }

  Understood.Kind kind(boolean immediateDanger) {
    return kind(understood, immediateDanger);
  }
}
