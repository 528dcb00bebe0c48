package vn.tinbao.sms.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import vn.tinbao.sms.db.DatabaseAddress;

/** SQL at a database by its address, as whoever the address signs in. */
public final class AddressSql {
  private AddressSql() {}

  public static void run(DatabaseAddress as, String sql) throws SQLException {
    try (Connection connection = as.connect("test");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row. */
  public static String text(DatabaseAddress as, String sql) throws SQLException {
    try (Connection connection = as.connect("test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  public static long number(DatabaseAddress as, String sql) throws SQLException {
    return Long.parseLong(text(as, sql));
  }
}
