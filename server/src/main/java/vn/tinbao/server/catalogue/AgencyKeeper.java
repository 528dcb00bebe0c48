package vn.tinbao.server.catalogue;

import java.util.Optional;
import java.util.Set;

/** Which agencies the person who changes the catalogue keeps. */
public interface AgencyKeeper {
  /** Who runs the commands: everything. */
  AgencyKeeper EVERYTHING =
      new AgencyKeeper() {
        @Override
        public boolean central() {
          return true;
        }

        @Override
        public boolean keeps(AgencyLevel level, Unit unit) {
          return true;
        }
      };

  /** Whether it is the whole country's catalogue. */
  boolean central();

  /** Whether agencies of that level in that unit are kept. */
  boolean keeps(AgencyLevel level, Unit unit);

  /** Whether that agency is kept, as it stands there. */
  default boolean keeps(CatalogueSnapshot catalogue, Agency agency) {
    return catalogue.unit(agency.unitId()).map(unit -> keeps(agency.level(), unit)).orElse(false);
  }

  /**
   * The first unit that an agency of that level would get though it is not kept; empty when all is
   * well.
   *
   * @param had units that the agency is competent for already
   * @param gets units that it is to be competent for
   */
  default Optional<Unit> foreign(
      CatalogueSnapshot catalogue, AgencyLevel level, Set<Long> had, Set<Long> gets) {
    return gets.stream()
        .filter(id -> !had.contains(id))
        .sorted()
        .flatMap(id -> catalogue.unit(id).stream())
        .filter(unit -> !keeps(level, unit))
        .findFirst();
  }

  /**
   * Whether an agency in that unit may be put below this one: it is kept, or competent there
   * anyhow.
   */
  default boolean mayStandAbove(CatalogueSnapshot catalogue, Agency above, Unit unit) {
    return keeps(catalogue, above)
        || catalogue.withAncestors(unit).stream()
            .anyMatch(part -> above.territory().contains(part.id()));
  }
}
