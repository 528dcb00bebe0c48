package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Predicate;

/** Rows of agencies and their territories, in the transaction of one connection. */
final class AgencyTable {
  private final Connection connection;

  AgencyTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param nationwide whether the agency's territory is every province, also those to come
   */
  void insert(Collection<Agency> agencies, Predicate<Agency> nationwide) throws SQLException {
    copy(connection, "tinbao.agency", "tinbao.agency_territory", agencies, nationwide);
  }

  /** The same into tables that have these columns: an import looks at its rows first. */
  static void copy(
      Connection connection,
      String agencyTable,
      String territoryTable,
      Collection<Agency> agencies,
      Predicate<Agency> nationwide)
      throws SQLException {
    CopyRows rows =
        new CopyRows(
            agencyTable,
            "id",
            "key",
            "function",
            "level",
            "name",
            "unit_id",
            "nationwide",
            "standing",
            "may_resolve",
            "parent_id",
            "phone",
            "valid_from",
            "valid_to",
            "source",
            "derived");
    CopyRows territories = new CopyRows(territoryTable, "agency_id", "unit_id");
    for (Agency agency : agencies) {
      rows.add(
          agency.id(),
          agency.key(),
          agency.function(),
          agency.level(),
          agency.name(),
          agency.unitId(),
          nationwide.test(agency),
          agency.standing(),
          agency.mayResolve(),
          agency.parentId(),
          agency.phone(),
          agency.validFrom(),
          agency.validTo(),
          agency.source(),
          agency.derived());
      // The territory of a derived agency is its unit, which needs no rows.
      if (!nationwide.test(agency) && !agency.derived()) {
        agency.territory().forEach(unit -> territories.add(agency.id(), unit));
      }
    }
    rows.into(connection);
    territories.into(connection);
  }

  /**
   * Writes down an agency that somebody recorded; one of the same id, derived or not, gives way.
   * Its derived twins of other ids are ended or removed by {@link DerivedAgencies#refresh}, which
   * the caller calls afterwards.
   */
  void record(Agency agency, boolean nationwide) throws SQLException {
    try (PreparedStatement upsert =
            connection.prepareStatement(
                "INSERT INTO tinbao.agency (id, key, function, level, name, unit_id, nationwide,"
                    + " standing, may_resolve, parent_id, phone, valid_from, valid_to, source,"
                    + " derived) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false)"
                    + " ON CONFLICT (id) DO UPDATE SET key = excluded.key,"
                    + " function = excluded.function, level = excluded.level,"
                    + " name = excluded.name, unit_id = excluded.unit_id,"
                    + " nationwide = excluded.nationwide, standing = excluded.standing,"
                    + " may_resolve = excluded.may_resolve, parent_id = excluded.parent_id,"
                    + " phone = excluded.phone, valid_from = excluded.valid_from,"
                    + " valid_to = excluded.valid_to, source = excluded.source, derived = false");
        PreparedStatement forget =
            connection.prepareStatement(
                "DELETE FROM tinbao.agency_territory WHERE agency_id = ?")) {
      int i = 1;
      upsert.setString(i++, agency.id());
      upsert.setString(i++, agency.key());
      upsert.setString(i++, agency.function().name());
      upsert.setString(i++, agency.level().name());
      upsert.setString(i++, agency.name());
      upsert.setLong(i++, agency.unitId());
      upsert.setBoolean(i++, nationwide);
      upsert.setBoolean(i++, agency.standing());
      upsert.setBoolean(i++, agency.mayResolve());
      upsert.setString(i++, agency.parentId());
      upsert.setString(i++, agency.phone());
      upsert.setObject(i++, agency.validFrom());
      upsert.setObject(i++, agency.validTo());
      upsert.setString(i, agency.source());
      upsert.executeUpdate();
      forget.setString(1, agency.id());
      forget.executeUpdate();
    }
    if (!nationwide) {
      CopyRows territories = new CopyRows("tinbao.agency_territory", "agency_id", "unit_id");
      agency.territory().forEach(unit -> territories.add(agency.id(), unit));
      territories.into(connection);
    }
  }

  void insertHeirs(Collection<BuiltInAgencies.Heir> heirs) throws SQLException {
    CopyRows rows =
        new CopyRows(
            "tinbao.agency_succession",
            "old_agency_id",
            "new_agency_id",
            "effective",
            "extent",
            "ordinal",
            "scope",
            "source");
    for (BuiltInAgencies.Heir heir : heirs) {
      rows.add(
          heir.step().oldAgencyId(),
          heir.step().newAgencyId(),
          heir.step().effective(),
          heir.step().extent(),
          heir.ordinal(),
          heir.step().scope(),
          heir.source());
    }
    rows.into(connection);
  }
}
