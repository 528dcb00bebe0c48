package vn.tinbao.server.audit;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.web.Ui;

/** Audit rows for a spreadsheet (RFC 4180, UTF-8 with a mark at its head, which Excel needs). */
@Singleton
final class AuditCsv {
  private static final int AT_ONCE = 2_000;
  private static final List<String> COLUMNS =
      List.of("time", "name", "username", "agency", "action", "what", "subject", "id", "reason");

  private final AuditTrail trail;
  private final Catalogue catalogue;
  private final AuditSettings settings;

  AuditCsv(AuditTrail trail, Catalogue catalogue, AuditSettings settings) {
    this.trail = trail;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** Writes what matches, newest first, page by page; no more than the settings allow. */
  void write(Ui ui, AuditTrail.Query query, Writer out) throws IOException {
    CatalogueSnapshot agencies = catalogue.now();
    out.write('\ufeff');
    line(out, COLUMNS.toArray(String[]::new));
    AuditTrail.After after = AuditTrail.After.start();
    int left = settings.mostExported();
    while (left > 0) {
      List<AuditTrail.Entry> found = trail.find(query, after, Math.min(AT_ONCE, left));
      for (AuditTrail.Entry entry : found) {
        AuditRow row = entry.row();
        String agency = entry.agencyId();
        line(
            out,
            row.at().atZone(Ui.ZONE).toOffsetDateTime().toString(),
            entry.name(),
            entry.username(),
            agency == null ? null : agencies.agency(agency).map(Agency::name).orElse(agency),
            row.action(),
            AuditPage.words(ui, row.action()),
            row.subjectKind(),
            row.subjectId(),
            row.reason());
      }
      left -= found.size();
      if (found.size() < AT_ONCE) {
        return;
      }
      after = found.get(found.size() - 1).place();
    }
  }

  private static void line(Writer out, @Nullable String... fields) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      out.write(i == 0 ? "" : ",");
      out.write(field(fields[i]));
    }
    out.write("\r\n");
  }

  /** Quoted; what a spreadsheet would take for a formula is made a text. */
  static String field(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String safe = "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
