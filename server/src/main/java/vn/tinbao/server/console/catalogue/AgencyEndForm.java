package vn.tinbao.server.console.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencySuccession;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Succession;

/**
 * The form that ends an agency: every field as it was typed.
 *
 * @param end the first day on which it is no more
 * @param heirs one agency a line: its id, and behind it what part of the work it takes
 * @param version of the catalogue that the person sees
 */
public record AgencyEndForm(String end, String heirs, String source, long version) {
  private static final int LONGEST = 20_000;

  /** With those who take over by law, where the template of its kind names them. */
  static AgencyEndForm of(Agency agency, CatalogueSnapshot snapshot) {
    LocalDate to = agency.validTo();
    StringBuilder lines = new StringBuilder();
    for (AgencySuccession heir : snapshot.agencySuccessions(agency.id())) {
      lines.append(heir.newAgencyId());
      lines.append(heir.scope() == null ? "" : " " + heir.scope()).append('\n');
    }
    return new AgencyEndForm(
        to == null ? "" : to.toString(), lines.toString(), "", snapshot.version());
  }

  static AgencyEndForm of(Map<String, String> sent) {
    return new AgencyEndForm(
        Fields.text(sent, "end"),
        Fields.text(sent, "heirs"),
        Fields.text(sent, "source"),
        Fields.number(sent, "version"));
  }

  /** The same on the ground of another version of the catalogue. */
  AgencyEndForm seen(long now) {
    return new AgencyEndForm(end, heirs, source, now);
  }

  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("version", Long.toString(version));
    fields.put("end", end);
    fields.put("heirs", heirs);
    fields.put("source", source);
    return fields;
  }

  LocalDate day() {
    return Fields.day("end", end);
  }

  /**
   * Who takes over: a single one all of it, unless a part is named.
   *
   * @throws CatalogueMistake when there is too much to read
   */
  List<AgencySuccession> read(String agencyId) {
    if (heirs.length() > LONGEST) {
      throw new CatalogueMistake("heirs", "catalogue.mistake.long", LONGEST);
    }
    LocalDate day = day();
    List<String> lines = heirs.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    List<AgencySuccession> read = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split("\\s+", 2);
      String scope = parts.length == 1 ? null : parts[1];
      boolean all = lines.size() == 1 && scope == null;
      read.add(
          new AgencySuccession(
              agencyId,
              parts[0],
              day,
              all ? Succession.Extent.FULL : Succession.Extent.PARTIAL,
              scope));
    }
    return read;
  }
}
