package vn.tinbao.server.console.catalogue;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.routing.RoutedText;
import vn.tinbao.server.routing.Router;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.understanding.Understanding;

/** Tries where a text would go. Keeps nothing of it but the row that says who tried, for when. */
@Singleton
public class RoutingPreviews {
  private final Catalogue catalogue;
  private final Understanding understanding;
  private final Router router;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;

  RoutingPreviews(
      Catalogue catalogue,
      Understanding understanding,
      Router router,
      Audit audit,
      TransactionOperations<Connection> transactions) {
    this.catalogue = catalogue;
    this.understanding = understanding;
    this.router = router;
    this.audit = audit;
    this.transactions = transactions;
  }

  /**
   * Reads and routes as on that day, by the catalogue as it is now.
   *
   * @param hotlineUnitId unit whose line it reaches, null when nationwide
   */
  public RoutedText of(
      StaffMember viewer, String text, LocalDate day, @Nullable Long hotlineUnitId) {
    // Reading takes its time: no connection is held meanwhile.
    RoutedText routed =
        RoutedText.of(text, day, hotlineUnitId, catalogue.now(), understanding, router);
    transactions.executeWrite(
        status -> {
          audit.record(viewer.id(), "ROUTING_PREVIEWED", "PREVIEW", day.toString());
          return day;
        });
    return routed;
  }
}
