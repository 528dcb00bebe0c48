package vn.tinbao.server.access;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/** Tips that the catalogue would give to others. */
@Singleton
public final class MovesCases implements AccessCases {
  private final Catalogue catalogue;
  private final TransactionOperations<Connection> transactions;
  private final JdbcOperations jdbc;

  MovesCases(
      Catalogue catalogue, TransactionOperations<Connection> transactions, JdbcOperations jdbc) {
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "POST /desk/moves",
        (world, owner) ->
            Request.form("/desk/moves", "move", world.tip().id() + "~" + AccessWorld.THIRD),
        "POST /desk/moves/{id}/heir",
        (world, owner) -> {
          UUID tip = world.tip().id();
          leadBy(tip, endedBefore(AccessWorld.HERE));
          return Request.form("/desk/moves/" + tip + "/heir", "to", AccessWorld.HERE);
        });
  }

  /** Whether there is one for {@link #endedBefore}. */
  public boolean wasEndedFor(String heirId) {
    return before(heirId).isPresent();
  }

  /** An agency that is no more and whose whole work this one took over. */
  public String endedBefore(String heirId) {
    return before(heirId).orElseThrow();
  }

  private Optional<String> before(String heirId) {
    CatalogueSnapshot snapshot = catalogue.now();
    return snapshot.agencies().stream()
        .filter(
            agency -> {
              var steps = snapshot.agencySuccessions(agency.id());
              return agency.validTo() != null
                  && steps.size() == 1
                  && steps.get(0).newAgencyId().equals(heirId);
            })
        .map(Agency::id)
        .sorted()
        .findFirst();
  }

  /** As if the tip had come to this agency, while that stood. */
  public void leadBy(UUID tip, String agencyId) {
    transactions.executeWrite(
        status -> {
          jdbc.prepareStatement(
              "UPDATE tinbao.tip SET lead_agency_id = ? WHERE id = ?",
              update -> {
                update.setString(1, agencyId);
                update.setObject(2, tip);
                return update.executeUpdate();
              });
          jdbc.prepareStatement(
              "DELETE FROM tinbao.tip_agency WHERE tip_id = ? AND agency_id = ?",
              delete -> {
                delete.setObject(1, tip);
                delete.setString(2, agencyId);
                return delete.executeUpdate();
              });
          return jdbc.prepareStatement(
              "UPDATE tinbao.tip_agency SET agency_id = ? WHERE tip_id = ? AND role = 'LEAD'",
              update -> {
                update.setString(1, agencyId);
                update.setObject(2, tip);
                return update.executeUpdate();
              });
        });
  }
}
