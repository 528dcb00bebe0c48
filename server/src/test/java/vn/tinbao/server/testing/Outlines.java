package vn.tinbao.server.testing;

import vn.tinbao.sms.testing.TestSql;

/** Outlines for tests that need to know where a commune lies. */
public final class Outlines {
  private Outlines() {}

  /** Khánh Khê, Lạng Sơn, becomes a square: 106.7 to 106.8 degrees east, 21.8 to 21.9 north. */
  public static void khanhKhe(TestSql sql) {
    sql.run(
        """
        INSERT INTO tinbao.unit_boundary
          (unit_id, geometry, min_lon, min_lat, max_lon, max_lat, source)
        SELECT id, '{"type": "MultiPolygon", "coordinates":
            [[[[106.7,21.8],[106.8,21.8],[106.8,21.9],[106.7,21.9],[106.7,21.8]]]]}',
          106.7, 21.8, 106.8, 21.9, 'test'
        FROM tinbao.unit WHERE code = '06286' AND valid_from = DATE '2025-07-01'
        ON CONFLICT DO NOTHING
        """);
  }
}
