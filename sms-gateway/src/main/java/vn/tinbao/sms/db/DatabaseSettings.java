package vn.tinbao.sms.db;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which database to use ({@code tinbao.db.*}, {@code TINBAO_DB_*}).
 *
 * @param url JDBC URL of a PostgreSQL 15 or newer; null: the embedded one in {@code
 *     <home>/postgres}
 * @param user account there
 * @param password of the account
 * @param join true: when another process already runs the embedded one, connect to it instead of
 *     failing. For commands beside a running server.
 * @param silence how long a connection of the pool waits for the database's answer before it is
 *     given up: a host that dies or a firewall that forgets says nothing. Longer than any statement
 *     takes, shorter than the sender's lease; at least a second
 */
@ConfigurationProperties("tinbao.db")
public record DatabaseSettings(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    @Bindable(defaultValue = "false") boolean join,
    @Bindable(defaultValue = "PT1M") Duration silence) {

  /** Where nothing else is set. */
  public static final Duration SILENCE = Duration.ofMinutes(1);

  public DatabaseSettings {
    if (silence.toSeconds() < 1) {
      throw new IllegalArgumentException("tinbao.db.silence must be at least a second");
    }
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + (url == null ? "embedded" : url.replaceAll("\\?.*", "")) + "]";
  }
}
