package vn.tinbao.server.console.campaign;

import java.time.YearMonth;
import java.util.List;
import vn.tinbao.server.campaign.Campaign;

/**
 * The campaigns of a year, month by month.
 *
 * @param writes whether the viewer may make one
 */
public record CampaignListPage(int year, List<Month> months, boolean writes) {

  /** A month and what is held in it; a campaign stands in each month it touches. */
  public record Month(YearMonth month, boolean now, List<Entry> campaigns) {}

  /**
   * A campaign in a month.
   *
   * @param own whether the viewer's agency is responsible, else it supports
   */
  public record Entry(Campaign campaign, boolean own, String agency) {}

  /** Whether the year is empty. */
  public boolean empty() {
    return months.stream().allMatch(month -> month.campaigns().isEmpty());
  }
}
