package vn.tinbao.server.proceeding;

import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;

/** Which agencies a step is for, by what the law lets them do with a report. */
public enum LeadKind {
  ANY,
  /** May itself resolve a report (BLTTHS art. 145.3). */
  RESOLVES,
  /** May not: receives and passes on (BLTTHS art. 146.4). */
  FORWARDS,
  COMMUNE_POLICE,
  BORDER_GUARD;

  /** Whether this agency is of that kind. */
  public boolean fits(Agency agency) {
    return switch (this) {
      case ANY -> true;
      case RESOLVES -> agency.mayResolve();
      case FORWARDS -> !agency.mayResolve();
      case COMMUNE_POLICE ->
          agency.function() == AgencyFunction.POLICE && agency.level() == AgencyLevel.COMMUNE;
      case BORDER_GUARD -> agency.function() == AgencyFunction.BORDER_GUARD;
    };
  }
}
