package vn.tinbao.server.portal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.catalogue.UnitSearch;

/**
 * The list of articles, of all places or of one.
 *
 * @param asked the place as it was typed; empty when none was
 * @param place the place that is shown, null for all
 * @param hits places of that name, when there are several
 */
public record NewsListPage(
    List<Articles.Article> articles,
    String asked,
    @Nullable String place,
    List<UnitSearch.Hit> hits) {

  /** Whether a place was asked for that nobody knows. */
  public boolean unknown() {
    return !asked.isBlank() && place == null && hits.isEmpty();
  }
}
