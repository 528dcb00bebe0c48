package vn.tinbao.sms.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The account of a gateway that runs alone: owner of schema {@code sms} and of everything in it,
 * nothing anywhere else.
 *
 * <p>Owner, because partitions are made and dropped by month and because each side brings the
 * schema up to date when it starts. LISTEN, NOTIFY and advisory locks need no right.
 *
 * @param name of the account: lower-case letters, digits, underscores
 * @param server the account that the server uses; it becomes a member, so that it may do in schema
 *     {@code sms} whatever the gateway may
 */
public record GatewayRole(String name, String server) {
  private static final String SCHEMA = "sms";
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  public GatewayRole {
    for (String one : List.of(name, server)) {
      if (!NAME.matcher(one).matches()) {
        throw new IllegalArgumentException(
            "An account's name consists of lower-case letters, digits and underscores");
      }
    }
    if (name.equals(server)) {
      throw new IllegalArgumentException("The gateway needs an account that is not the server's");
    }
  }

  /**
   * Makes the account, or brings it up to date: after an upgrade, or when the server has run the
   * gateway inside for a while, it may be called again. Changes no row.
   *
   * @param connection of somebody who may create accounts and owns what is in the schema, best a
   *     superuser; used in one transaction
   * @param password of the account
   */
  public void apply(Connection connection, String password) throws SQLException {
    connection.setAutoCommit(false);
    try {
      create(connection, password);
      run(connection, "GRANT " + name + " TO " + server);
      if (!isSuperuser(connection)) {
        run(connection, "GRANT " + name + " TO CURRENT_USER");
      }
      run(connection, "CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
      run(connection, "ALTER SCHEMA " + SCHEMA + " OWNER TO " + name);
      for (String statement : handOver(connection)) {
        run(connection, statement);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private void create(Connection connection, String password) throws SQLException {
    boolean known =
        !one(connection, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'").isEmpty();
    run(
        connection,
        (known ? "ALTER ROLE " : "CREATE ROLE ")
            + name
            + " LOGIN NOCREATEDB NOCREATEROLE PASSWORD "
            + literal(connection, password));
  }

  private static String literal(Connection connection, String text) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT quote_literal(?)")) {
      select.setString(1, text);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static boolean isSuperuser(Connection connection) throws SQLException {
    return one(connection, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper")
        .equals(List.of("1"));
  }

  /** What in the schema is not the account's yet; a serial column's counter goes with its table. */
  private List<String> handOver(Connection connection) throws SQLException {
    return one(
        connection,
        """
        SELECT format('ALTER TABLE %%s OWNER TO %1$s', c.oid::regclass)
          FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
         WHERE c.relnamespace = '%2$s'::regnamespace AND r.rolname <> '%1$s'
           AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
           AND NOT EXISTS (
                 SELECT 1 FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND c.relkind = 'S' AND d.deptype IN ('a', 'i'))
        UNION ALL
        SELECT format('ALTER ROUTINE %%s OWNER TO %1$s', p.oid::regprocedure)
          FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
         WHERE p.pronamespace = '%2$s'::regnamespace AND r.rolname <> '%1$s'
        """
            .formatted(name, SCHEMA));
  }

  private static List<String> one(Connection connection, String sql) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(row.getString(1));
      }
      return found;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
