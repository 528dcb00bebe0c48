package vn.tinbao.server.console.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanMistake;

/**
 * Drafts of the viewer's agency, and forms for a new one.
 *
 * @param from the plan that it would be made from; null: none was chosen
 * @param year proposed, with its id
 * @param newId what was typed for a plan from nothing, with {@code newTitle} and its days
 * @param mistake a message key, null when nothing is wrong
 */
public record PlanDraftsPage(
    List<PlanDraft> drafts,
    @Nullable Plan from,
    int year,
    String yearId,
    String newId,
    String newTitle,
    String starts,
    String ends,
    @Nullable String mistake,
    List<PlanMistake> mistakes) {}
