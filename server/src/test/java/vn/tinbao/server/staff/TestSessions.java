package vn.tinbao.server.staff;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.UUID;

/** Sessions for tests that are not about signing in: begun directly, without password or code. */
@Singleton
public class TestSessions {
  private final SessionStore store;
  private final TransactionOperations<Connection> transactions;

  TestSessions(SessionStore store, TransactionOperations<Connection> transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  /** Value of the cookie {@code tinbao_session}. */
  public String web(UUID accountId) {
    return begin(accountId, SessionKind.WEB);
  }

  /** A bearer token. */
  public String app(UUID accountId) {
    return begin(accountId, SessionKind.APP);
  }

  private String begin(UUID accountId, SessionKind kind) {
    return transactions.executeWrite(status -> store.begin(accountId, kind, "test").token());
  }
}
