package vn.tinbao.server.retention;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Ui;

/**
 * What will be deleted, and when.
 *
 * @param next address of the continuation, null at the end
 */
public record RetentionPage(
    List<Holds.Removal> removals,
    List<RetentionClass> classes,
    boolean first,
    @Nullable String next) {

  /** What a tip is called by: the last six signs of its id. */
  public static String number(UUID tipId) {
    return tipId.toString().substring(30).toUpperCase(Locale.ROOT);
  }

  /** Words for a class; its name where the house has classes of its own. */
  public static String words(Ui ui, String className) {
    String key = "audit.class." + className;
    return ui.messages().has(key) ? ui.t(key) : className;
  }

  /** {@code 2 năm}, {@code 6 tháng}, {@code 30 ngày}. */
  public static String length(Ui ui, RetentionClass one) {
    long months = one.after().toTotalMonths();
    if (months == 0) {
      return ui.t("audit.days", one.after().getDays());
    }
    return months % 12 == 0 ? ui.t("audit.years", months / 12) : ui.t("audit.months", months);
  }
}
