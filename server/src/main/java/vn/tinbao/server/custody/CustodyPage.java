package vn.tinbao.server.custody;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/**
 * The custodian's list.
 *
 * @param names of those who asked and decided
 */
public record CustodyPage(
    List<IdentityRequest> requests,
    Map<UUID, String> names,
    CatalogueSnapshot catalogue,
    Instant now) {

  /** The custodian's view of one request. */
  public record One(
      IdentityRequests.Told told,
      Map<UUID, String> names,
      CatalogueSnapshot catalogue,
      Instant now,
      boolean own,
      Duration usual,
      List<Duration> choices) {

    public IdentityRequest request() {
      return told.request();
    }

    public String name(@Nullable UUID id) {
      return id == null ? "" : names.getOrDefault(id, "");
    }

    public String agency(String id) {
      return catalogue.agency(id).map(Agency::name).orElse(id);
    }

    public String number() {
      return CustodyPage.number(told.request().tipId());
    }
  }

  public String name(@Nullable UUID id) {
    return id == null ? "" : names.getOrDefault(id, "");
  }

  public String agency(String id) {
    return catalogue.agency(id).map(Agency::name).orElse(id);
  }

  /** What a tip is called by: the last six signs of its id. */
  public static String number(UUID tipId) {
    return tipId.toString().substring(30).toUpperCase(Locale.ROOT);
  }
}
