package vn.tinbao.server.console.catalogue;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyChange;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/**
 * The form of an agency as it is shown and as it comes back: every field as it was typed.
 *
 * @param territory one unit a line, {@code code/first day} and its name behind it
 * @param version of the catalogue that the person sees
 */
public record AgencyForm(
    String name,
    String phone,
    String from,
    String to,
    boolean standing,
    String territory,
    String source,
    long version) {
  private static final int LONGEST = 100_000;

  static AgencyForm of(Agency agency, CatalogueSnapshot snapshot) {
    StringBuilder territory = new StringBuilder();
    for (Long id : new TreeSet<>(agency.territory())) {
      snapshot
          .unit(id)
          .ifPresent(u -> territory.append(u.ref()).append(' ').append(u.fullName()).append('\n'));
    }
    LocalDate to = agency.validTo();
    return new AgencyForm(
        agency.name(),
        agency.phone() == null ? "" : agency.phone(),
        agency.validFrom().toString(),
        to == null ? "" : to.toString(),
        agency.standing(),
        territory.toString(),
        agency.source(),
        snapshot.version());
  }

  static AgencyForm of(Map<String, String> sent) {
    return new AgencyForm(
        Fields.text(sent, "name"),
        Fields.text(sent, "phone"),
        Fields.text(sent, "from"),
        Fields.text(sent, "to"),
        !Fields.text(sent, "standing").isEmpty(),
        Fields.text(sent, "territory"),
        Fields.text(sent, "source"),
        Fields.number(sent, "version"));
  }

  /** The same on the ground of another version of the catalogue. */
  AgencyForm seen(long now) {
    return new AgencyForm(name, phone, from, to, standing, territory, source, now);
  }

  /**
   * What it says.
   *
   * @throws CatalogueMistake naming the field that cannot be read
   */
  AgencyChange read(CatalogueSnapshot snapshot) {
    return new AgencyChange(
        name,
        phone.isEmpty() ? null : phone,
        Fields.day("from", from),
        to.isEmpty() ? null : Fields.day("to", to),
        standing,
        units(snapshot),
        source);
  }

  private Set<Long> units(CatalogueSnapshot snapshot) {
    if (territory.length() > LONGEST) {
      throw new CatalogueMistake("territory", "catalogue.mistake.long", LONGEST);
    }
    Set<Long> found = new LinkedHashSet<>();
    for (String line : territory.lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        found.add(Fields.unit("territory", line.split("\\s", 2)[0], snapshot).id());
      }
    }
    return found;
  }
}
