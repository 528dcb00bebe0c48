package vn.tinbao.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class DestroyedKeyTest {
  @Inject TipVault vault;
  @Inject TipIntake intake;
  @Inject TransactionOperations<Connection> transactions;
  @Inject TestSql sql;

  @Test
  void a_destroyed_key_is_gone_and_only_the_moment_is_kept() {
    UUID tip = Tips.submit(intake, "co nguoi bi giu o Ia Dal").id();
    UUID kept = Tips.submit(intake, "co nguoi bi giu o Khanh Khe").id();

    assertThat(vault.destroy(tip)).isTrue();

    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_key WHERE tip_id = '" + tip + "'"))
        .isZero();
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_key WHERE tip_id = '" + kept + "'"))
        .isEqualTo(1);
    assertThat(sql.dump("tinbao.tip_key_gone")).isNotEmpty().doesNotContain(tip.toString());
    long moments = sql.number("SELECT count(*) FROM tinbao.tip_key_gone");
    assertThat(vault.destroy(tip)).as("twice").isFalse();
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_key_gone")).isEqualTo(moments);
  }

  @Test
  void a_rolled_back_deletion_destroys_nothing() {
    UUID tip = Tips.submit(intake, "co nguoi bi giu o Ia Dal").id();
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    status -> {
                      assertThat(vault.destroy(tip)).isTrue();
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_key WHERE tip_id = '" + tip + "'"))
        .isEqualTo(1);
  }
}
