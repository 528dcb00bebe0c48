package vn.tinbao.server.console.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.Campaign;

/**
 * The form for a campaign's plan.
 *
 * @param campaign null for a new one
 * @param tasks of plans for which it may be held: {@code <plan>/<task>}
 * @param places where it may be held, with what is ticked
 * @param agencies that may help
 * @param lists the agency's own that may be written to
 * @param without its lists whose numbers may be left out
 * @param mistake message key of what was wrong, null
 */
public record CampaignPlanPage(
    @Nullable Campaign campaign,
    Typed typed,
    List<Choice> tasks,
    List<Choice> kinds,
    List<Choice> places,
    List<Choice> agencies,
    List<Choice> interests,
    List<Choice> audiences,
    List<Choice> lists,
    List<Choice> without,
    List<Choice> recurrences,
    @Nullable String mistake) {

  /** A box or an option. */
  public record Choice(String value, String name, boolean ticked) {}

  /** The form as it was sent, or as it stands; empty texts for what is not given. */
  public record Typed(
      String formId,
      String version,
      String title,
      String theme,
      String goal,
      String from,
      String until,
      String task,
      String reportDue,
      String keyword,
      String lead,
      String budget,
      String rate) {}

  /** Where the form goes. */
  public String action() {
    return campaign == null ? "/campaigns" : "/campaigns/" + campaign.id() + "/plan";
  }
}
