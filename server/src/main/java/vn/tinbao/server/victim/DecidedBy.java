package vn.tinbao.server.victim;

import vn.tinbao.server.catalogue.AgencyFunction;

/** Who decided on a status: the kinds of the Human Trafficking Case Data Standard 2.0. */
public enum DecidedBy {
  POLICE("Police"),
  NGO("NGO"),
  COURT_OR_PROSECUTION("CourtOrProsecution"),
  NON_POLICE_GOV("NonPoliceGovernmentalOrganization"),
  OTHER("Other");

  private final String word;

  DecidedBy(String word) {
    this.word = word;
  }

  /** In the standard's word. */
  public String word() {
    return word;
  }

  /** What an agency of this function is. */
  public static DecidedBy of(AgencyFunction function) {
    return switch (function) {
      case POLICE -> POLICE;
      case PROCURACY, COURT -> COURT_OR_PROSECUTION;
      case MASS_ORGANISATION -> NGO;
      case BORDER_GUARD,
          HEALTH_SOCIAL,
          PEOPLES_COMMITTEE,
          JUSTICE,
          EDUCATION,
          CULTURE_MEDIA,
          FOREIGN_AFFAIRS,
          STEERING_COMMITTEE ->
          NON_POLICE_GOV;
      case OTHER -> OTHER;
    };
  }
}
