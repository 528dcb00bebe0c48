package vn.tinbao.mobile.store;

import io.avaje.jsonb.JsonType;
import java.util.List;
import java.util.Optional;

/** A shelf of one vault: records of one kind, as objects instead of bytes. */
public final class TypedRecords<T> {
  private final Vault vault;
  private final String prefix;
  private final JsonType<T> json;

  /** {@code prefix} ends in a slash and belongs to this shelf alone. */
  public TypedRecords(Vault vault, String prefix, JsonType<T> json) {
    this.vault = vault;
    this.prefix = prefix;
    this.json = json;
  }

  public void put(String id, T record) {
    vault.put(prefix + id, json.toJsonBytes(record));
  }

  public Optional<T> get(String id) {
    return vault.get(prefix + id).map(json::fromJson);
  }

  public boolean delete(String id) {
    return vault.delete(prefix + id);
  }

  public List<T> all() {
    return vault.names(prefix).stream()
        .map(vault::get)
        .flatMap(Optional::stream)
        .map(json::fromJson)
        .toList();
  }
}
