package vn.tinbao.server.vault;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are sealed straight under a rotating key. The room that owns the table has
 * one bean of this for each such column; a rotation goes through all of them, and drops the old key
 * only when no column of the database has a value under it, named here or not.
 *
 * @param key {@code master}, {@code identity} or {@code phone}
 * @param table with its schema
 * @param id primary key, one column of type uuid or bigint
 * @param column of type bytea
 * @param boundTo column that the value is bound to: its text behind {@code prefix}, or its bytes
 *     where it is a bytea; null: bound to {@code prefix} alone
 * @param prefix text before it
 */
public record SealedColumn(
    String key, String table, String id, String column, @Nullable String boundTo, String prefix) {

  byte[] binding(@Nullable Object bound) {
    if (bound instanceof byte[] bytes) {
      return bytes;
    }
    return (prefix + (bound == null ? "" : bound)).getBytes(StandardCharsets.UTF_8);
  }

  /** {@code tinbao.tip_key.wrapped}. */
  String path() {
    return table + "." + column;
  }
}
