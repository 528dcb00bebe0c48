package vn.tinbao.server.console.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.PlanImportReport;
import vn.tinbao.server.plan.PlanMistake;

/**
 * The form for a plan's file, and what it would do or did.
 *
 * @param report null before a file was tried, and for a wrong one
 * @param text of a file that was tried, to be sent again
 * @param wrong a message key for what is no mistake of the file itself
 */
public record PlanImportPage(
    @Nullable PlanImportReport report,
    List<PlanMistake> mistakes,
    String name,
    String text,
    @Nullable String wrong) {}
