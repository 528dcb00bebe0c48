package vn.tinbao.server.catalogue;

/** Level of an agency; not the same as a unit's: AREA (khu vực) exists since 01/07/2025. */
public enum AgencyLevel {
  CENTRAL,
  PROVINCE,
  DISTRICT,
  AREA,
  COMMUNE
}
