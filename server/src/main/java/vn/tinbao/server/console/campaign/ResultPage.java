package vn.tinbao.server.console.campaign;

import java.util.List;
import vn.tinbao.server.campaign.CampaignResult;

/**
 * What came of a campaign, beside the same of former times.
 *
 * @param rows deliveries by place and operator with names
 */
public record ResultPage(
    CampaignResult result,
    String agency,
    List<Row> rows,
    List<CampaignResult> former,
    int smallest) {

  /** Messages to one place through one operator. */
  public record Row(
      String place, String operator, long recipients, long delivered, long taken, long failed) {}
}
