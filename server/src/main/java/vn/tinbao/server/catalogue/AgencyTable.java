package vn.tinbao.server.catalogue;

import java.sql.Connection;
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
    CopyRows rows =
        new CopyRows(
            "tinbao.agency",
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
            "source");
    CopyRows territories = new CopyRows("tinbao.agency_territory", "agency_id", "unit_id");
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
          agency.source());
      if (!nationwide.test(agency)) {
        agency.territory().forEach(unit -> territories.add(agency.id(), unit));
      }
    }
    rows.into(connection);
    territories.into(connection);
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
