package vn.tinbao.sms.testing;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import vn.tinbao.sms.db.Database;

/** Looks into the database of a test past all code, on a connection of its own. */
@Singleton
public final class TestSql {
  private final Database database;

  TestSql(Database database) {
    this.database = database;
  }

  /** Executes and commits. */
  public void run(String sql) {
    try (Connection connection = database.address().connect("test");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the only row. */
  public long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** The first column of the only row; "null" when it is. */
  public String text(String sql) {
    try (Connection connection = database.address().connect("test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new IllegalStateException("No row: " + sql);
      }
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of all rows. */
  public List<String> rows(String sql) {
    try (Connection connection = database.address().connect("test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(row.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** All rows of a table as text, bytes in hexadecimal: to search for what must not be there. */
  public String dump(String table) {
    return text("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM " + table + " t");
  }
}
