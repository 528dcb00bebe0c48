package vn.tinbao.server.audit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.web.Ui;

/**
 * A screen of the audit.
 *
 * @param asked what was searched, as it was typed
 * @param actions codes to choose from
 * @param next address of the continuation, null at the end
 * @param file address of the same as a file
 */
public record AuditPage(
    Asked asked,
    List<String> actions,
    List<AuditTrail.Entry> entries,
    CatalogueSnapshot catalogue,
    boolean first,
    @Nullable String next,
    String file) {
  private static final int NUMBER_SIGNS = 6;

  /** The fields of the form; a day that was no day is told apart. */
  public record Asked(
      String who, String subject, String action, String from, String to, boolean dayWrong) {}

  /** Words for a code; the code itself while nobody wrote any. */
  public static String words(Ui ui, String action) {
    String key = "audit.action." + action;
    return ui.messages().has(key) ? ui.t(key) : action;
  }

  /** The same for the code of a reason. */
  public static String reason(Ui ui, String reason) {
    String key = "audit.reason." + reason;
    return ui.messages().has(key) ? ui.t(key) : reason;
  }

  /** {@code Tin A1B2C3}, or what else it was. */
  public static String subject(Ui ui, AuditRow row) {
    String key = "audit.subject." + row.subjectKind();
    String kind = ui.messages().has(key) ? ui.t(key) : row.subjectKind();
    return row.subjectKind().equals("AUDIT") ? kind : kind + " " + number(row.subjectId());
  }

  /** The six signs that things are called by; short names as they are. */
  public static String number(String id) {
    return id.length() == 36
        ? id.substring(id.length() - NUMBER_SIGNS).toUpperCase(Locale.ROOT)
        : id;
  }

  /** The agency's name, empty for the house itself. */
  public String agency(@Nullable String id) {
    return id == null ? "" : catalogue.agency(id).map(Agency::name).orElse(id);
  }
}
