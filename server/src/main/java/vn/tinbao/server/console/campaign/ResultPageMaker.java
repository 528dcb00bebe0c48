package vn.tinbao.server.console.campaign;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;
import vn.tinbao.server.campaign.CampaignResult;
import vn.tinbao.server.campaign.CampaignResults;
import vn.tinbao.server.campaign.sending.Delivery;
import vn.tinbao.server.campaign.sending.RecipientState;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.subscription.Operators;

/** Puts names to the figures of a campaign. */
@Singleton
final class ResultPageMaker {
  /** Rows of the table by place and operator; the report has as many. */
  private static final int MOST_ROWS = 500;

  private final CampaignResults results;
  private final Catalogue catalogue;
  private final Operators operators;

  ResultPageMaker(CampaignResults results, Catalogue catalogue, Operators operators) {
    this.results = results;
    this.catalogue = catalogue;
    this.operators = operators;
  }

  ResultPage page(StaffMember viewer, CampaignResult result) {
    CatalogueSnapshot snapshot = catalogue.now();
    return new ResultPage(
        result,
        snapshot
            .agency(result.campaign().agencyId())
            .map(Agency::name)
            .orElse(result.campaign().agencyId()),
        result.delivery().stream()
            .map(delivery -> row(snapshot, delivery))
            .sorted(
                Comparator.comparing(ResultPage.Row::place).thenComparing(ResultPage.Row::operator))
            .limit(MOST_ROWS)
            .toList(),
        results.before(viewer, result.campaign()),
        results.smallest());
  }

  private ResultPage.Row row(CatalogueSnapshot snapshot, Delivery delivery) {
    Map<RecipientState, Long> states = delivery.byState();
    long delivered = states.getOrDefault(RecipientState.DELIVERED, 0L);
    return new ResultPage.Row(
        snapshot.unit(delivery.unitId()).map(Unit::fullName).orElse(""),
        operators.name(delivery.operator()),
        states.values().stream().mapToLong(Long::longValue).sum(),
        delivered,
        delivered
            + states.getOrDefault(RecipientState.ACCEPTED, 0L)
            + states.getOrDefault(RecipientState.UNCONFIRMED, 0L),
        states.getOrDefault(RecipientState.FAILED, 0L)
            + states.getOrDefault(RecipientState.EXPIRED, 0L));
  }
}
