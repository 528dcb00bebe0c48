package vn.tinbao.server.catalogue;

/** Level of an administrative unit. Districts exist only until 30/06/2025. */
public enum UnitLevel {
  PROVINCE,
  DISTRICT,
  COMMUNE
}
