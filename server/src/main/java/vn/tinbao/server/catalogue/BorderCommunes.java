package vn.tinbao.server.catalogue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which units lie at the land border, as far as somebody imported it. */
@Singleton
public class BorderCommunes {
  private final JdbcOperations jdbc;

  BorderCommunes(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Who lives on the other side, of those of these units that are at the border; served by the
   * primary key of border_unit.
   *
   * @return ISO 3166 alpha-3 ({@code CHN}, {@code LAO}, {@code KHM}), by unit
   */
  @Transactional
  public Map<Long, Set<String>> across(Collection<Long> unitIds) {
    return jdbc.prepareStatement(
        "SELECT unit_id, neighbour FROM tinbao.border_unit WHERE unit_id = ANY (?)",
        select -> {
          select.setArray(1, select.getConnection().createArrayOf("bigint", unitIds.toArray()));
          Map<Long, Set<String>> found = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found
                  .computeIfAbsent(row.getLong("unit_id"), id -> new TreeSet<>())
                  .add(row.getString("neighbour"));
            }
          }
          return found;
        });
  }
}
