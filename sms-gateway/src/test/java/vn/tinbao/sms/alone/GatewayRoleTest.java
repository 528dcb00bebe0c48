package vn.tinbao.sms.alone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static vn.tinbao.sms.testing.AddressSql.number;
import static vn.tinbao.sms.testing.AddressSql.run;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.GatewayRole;
import vn.tinbao.sms.testing.TestPostgres;

/** The gateway's own database account: all of schema sms, nothing else. */
class GatewayRoleTest {
  private static final GatewayRole ROLE = new GatewayRole("test_gateway", "test_server");
  private static final String PASSWORD = "it's \\ secret";

  @TempDir Path home;
  private DatabaseAddress admin;
  private DatabaseAddress server;
  private DatabaseAddress gateway;

  @BeforeEach
  void database() throws SQLException {
    admin = TestPostgres.get().empty();
    String name = admin.url().substring(admin.url().lastIndexOf('/') + 1);
    run(admin, "DROP ROLE IF EXISTS test_gateway");
    run(admin, "DROP ROLE IF EXISTS test_server");
    run(admin, "CREATE ROLE test_server LOGIN PASSWORD 'server'");
    run(admin, "ALTER DATABASE " + name + " OWNER TO test_server");
    server = new DatabaseAddress(admin.url(), "test_server", "server");
    gateway = new DatabaseAddress(admin.url(), "test_gateway", PASSWORD);
    run(server, "CREATE SCHEMA tinbao");
    run(server, "CREATE TABLE tinbao.tip (story text)");
    run(server, "INSERT INTO tinbao.tip VALUES ('secret')");
  }

  @AfterEach
  void drop() throws SQLException {
    TestPostgres.get().drop(admin);
    run(admin("postgres"), "DROP ROLE IF EXISTS test_gateway");
    run(admin("postgres"), "DROP ROLE IF EXISTS test_server");
  }

  private DatabaseAddress admin(String database) {
    return new DatabaseAddress(
        admin.url().replaceAll("/[^/]*$", "/" + database), admin.user(), admin.password());
  }

  @Test
  void with_it_a_gateway_takes_tips_in_and_replies_out_and_reads_nothing_else() throws Exception {
    try (ApplicationContext inside = AloneFixture.server(home, server)) {
      apply();
      try (EmbeddedServer alone = AloneFixture.gateway(home, gateway, Map.of())) {
        assertThat(AloneFixture.type(alone, "0912345678", "xin giup")).isEqualTo(202);
        assertThat(number(server, "SELECT count(*) FROM sms.inbound")).isEqualTo(1);
        UUID reply = AloneFixture.enqueue(inside, "+84912345678");
        await()
            .until(
                () ->
                    number(
                            server,
                            "SELECT count(*) FROM sms.outbound WHERE state = 'DELIVERED' AND id = '"
                                + reply
                                + "'")
                        == 1);
        assertThat(AloneFixture.get(alone, "/health").statusCode()).isEqualTo(200);
        assertThat(AloneFixture.get(alone, "/prometheus").body()).contains("tinbao_sms_");
      }
    }
    assertThatThrownBy(() -> number(gateway, "SELECT count(*) FROM tinbao.tip"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> run(gateway, "CREATE SCHEMA more")).hasMessageContaining("denied");
    assertThatThrownBy(() -> run(gateway, "CREATE ROLE more")).hasMessageContaining("denied");
    assertThat(
            number(
                gateway,
                "SELECT count(*) FROM information_schema.table_privileges WHERE grantee ="
                    + " 'test_gateway' AND table_schema <> 'sms'"))
        .isZero();
  }

  @Test
  void a_gateway_may_come_first_and_the_server_finds_its_schema_ready() throws Exception {
    apply();
    try (EmbeddedServer alone = AloneFixture.gateway(home, gateway, Map.of())) {
      assertThat(AloneFixture.get(alone, "/health").statusCode()).isEqualTo(200);
      try (ApplicationContext inside = AloneFixture.server(home, server)) {
        AloneFixture.enqueue(inside, "+84912345678");
      }
    }
    assertThat(number(server, "SELECT count(*) FROM sms.outbound")).isEqualTo(1);
  }

  @Test
  void what_the_server_made_meanwhile_is_handed_over_when_it_is_called_again() throws Exception {
    AloneFixture.server(home, server).close();
    apply();
    run(
        server,
        "CREATE TABLE sms.later (id bigint GENERATED ALWAYS AS IDENTITY, made serial, story text)");
    assertThatThrownBy(() -> run(gateway, "ALTER TABLE sms.later ADD COLUMN more text"))
        .hasMessageContaining("owner");
    apply();
    run(gateway, "ALTER TABLE sms.later ADD COLUMN more text");
    run(server, "ALTER TABLE sms.later DROP COLUMN more");
    assertThat(
            number(
                admin,
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'sms'::regnamespace"
                    + " AND relowner <> 'test_gateway'::regrole"))
        .isZero();
  }

  @Test
  void a_month_that_the_server_makes_belongs_to_the_gateway_which_may_drop_it() throws Exception {
    AloneFixture.server(home, server).close();
    apply();
    run(server, "SELECT sms.make_month('2031-05-01')");
    run(gateway, "SELECT sms.make_month('2031-06-01')");
    assertThat(strange()).isZero();
    run(gateway, "DROP TABLE sms.outbound_2031_05, sms.attempt_2031_05");
  }

  @Test
  void what_the_server_made_meanwhile_is_the_gateways_after_the_next_start_of_the_server()
      throws Exception {
    AloneFixture.server(home, server).close();
    apply();
    run(server, "CREATE TABLE sms.later (id bigint GENERATED ALWAYS AS IDENTITY, story text)");
    run(server, "CREATE FUNCTION sms.later() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    assertThat(strange()).isEqualTo(2);
    AloneFixture.server(home, server).close();
    assertThat(strange()).isZero();
    run(gateway, "ALTER TABLE sms.later ADD COLUMN more text");
  }

  /** What is in the schema and not the gateway's. */
  private long strange() throws SQLException {
    return number(
            admin,
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'sms'::regnamespace"
                + " AND relkind IN ('r', 'p', 'i', 'I') AND relowner <> 'test_gateway'::regrole")
        + number(
            admin,
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'sms'::regnamespace"
                + " AND proowner <> 'test_gateway'::regrole");
  }

  @Test
  void names_that_could_be_more_than_a_name_are_refused() {
    for (String wrong : new String[] {"", "Gateway", "a-b", "x; DROP TABLE", "a".repeat(64)}) {
      assertThatThrownBy(() -> new GatewayRole(wrong, "server"))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new GatewayRole("same", "same")).hasMessageContaining("not the");
  }

  private void apply() throws SQLException {
    try (Connection connection = admin.connect("test")) {
      ROLE.apply(connection, PASSWORD);
    }
  }
}
