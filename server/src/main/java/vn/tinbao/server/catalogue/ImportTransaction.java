package vn.tinbao.server.catalogue;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one transaction in which a list is imported: all of it or nothing, and nothing when it is
 * only tried. The catalogue is read anew afterwards.
 */
@Singleton
class ImportTransaction {
  private final TransactionOperations<Connection> transactions;
  private final Catalogue catalogue;

  ImportTransaction(TransactionOperations<Connection> transactions, Catalogue catalogue) {
    this.transactions = transactions;
    this.catalogue = catalogue;
  }

  /** What is done on one connection. */
  interface Work {
    ImportReport in(Connection connection) throws SQLException;
  }

  /**
   * @param dryRun do everything, then undo it
   */
  ImportReport run(boolean dryRun, Work work) {
    ImportReport report =
        transactions.executeWrite(
            status -> {
              if (dryRun) {
                status.setRollbackOnly();
              }
              return work.in(status.getConnection());
            });
    if (!dryRun) {
      catalogue.refresh();
    }
    return report;
  }
}
