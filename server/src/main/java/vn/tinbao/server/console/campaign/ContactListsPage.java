package vn.tinbao.server.console.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.ContactLists;

/**
 * The lists of numbers of the viewer's agency, and the form for another one.
 *
 * @param done message key of what was done, null
 * @param mistake message key of what was wrong with what was sent, null
 * @param places where the numbers of a list may be
 */
public record ContactListsPage(
    List<Line> lists,
    boolean writes,
    @Nullable String done,
    @Nullable String mistake,
    Typed typed,
    List<CampaignPlanPage.Choice> bases,
    List<CampaignPlanPage.Choice> kinds,
    List<CampaignPlanPage.Choice> places) {

  /** A list with the names of its place, empty when it names none, and of who brought it. */
  public record Line(ContactLists.Listed list, String place, String by) {}

  /** The form as it was sent, or a new one; empty texts for what is not given. */
  public record Typed(
      String formId,
      String name,
      String basis,
      String note,
      String kind,
      String unit,
      String language,
      String until) {}
}
