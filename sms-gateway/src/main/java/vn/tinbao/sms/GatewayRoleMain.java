package vn.tinbao.sms;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.GatewayRole;

/**
 * Makes the database account of a gateway that runs alone ({@code ./tinbao gateway-role}). All it
 * needs comes from the environment, so that no password stands on a command line.
 */
public final class GatewayRoleMain {
  private GatewayRoleMain() {}

  /**
   * Exit code 0: the account is as it must be; 1: the database refused; 2: a setting is missing.
   */
  public static void main(String[] args) {
    System.exit(run(System.getenv()));
  }

  static int run(Map<String, String> environment) {
    try {
      String user = needed(environment, "TINBAO_DB_USER");
      GatewayRole role =
          new GatewayRole(
              needed(environment, "TINBAO_GATEWAY_DB_USER"),
              environment.getOrDefault("TINBAO_SERVER_DB_USER", user));
      DatabaseAddress address =
          new DatabaseAddress(
              needed(environment, "TINBAO_DB_URL"),
              user,
              environment.getOrDefault("TINBAO_DB_PASSWORD", ""));
      try (Connection connection = address.connect("gateway-role")) {
        role.apply(connection, needed(environment, "TINBAO_GATEWAY_DB_PASSWORD"));
      }
      System.out.println(
          "The account " + role.name() + " owns schema sms and may reach nothing else.");
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("gateway-role: " + e.getMessage());
      return 2;
    } catch (SQLException e) {
      System.err.println("gateway-role: " + e.getMessage());
      return 1;
    }
  }

  private static String needed(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must be set");
    }
    return value;
  }
}
