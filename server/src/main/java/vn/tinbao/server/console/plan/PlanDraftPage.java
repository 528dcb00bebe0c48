package vn.tinbao.server.console.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanMistake;

/**
 * One draft.
 *
 * @param text of the editor: the document, or what was typed and is wrong
 * @param changes against the version in force
 * @param second whether the viewer may issue it
 */
public record PlanDraftPage(
    PlanDraft draft,
    String text,
    List<String> changes,
    boolean second,
    LocalDate today,
    String number,
    String day,
    String signer,
    @Nullable String mistake,
    List<PlanMistake> mistakes) {}
