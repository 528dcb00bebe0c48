package vn.tinbao.server.catalogue;

/** What an agency is there for (design/architecture.md, section 8). */
public enum AgencyFunction {
  POLICE,
  BORDER_GUARD,
  HEALTH_SOCIAL,
  PEOPLES_COMMITTEE,
  MASS_ORGANISATION,
  JUSTICE,
  EDUCATION,
  CULTURE_MEDIA,
  FOREIGN_AFFAIRS,
  PROCURACY,
  COURT,
  STEERING_COMMITTEE,
  OTHER
}
