package vn.tinbao.sms.db;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
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
 */
@ConfigurationProperties("tinbao.db")
public record DatabaseSettings(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    @Bindable(defaultValue = "false") boolean join) {

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + (url == null ? "embedded" : url.replaceAll("\\?.*", "")) + "]";
  }
}
