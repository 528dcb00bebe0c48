package vn.tinbao.server.console;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.tinbao.server.calendar.Limit;
import vn.tinbao.server.clocks.ClockRule;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.web.Ui;

/** Rules of clocks in words. */
public final class ClockWords {
  private ClockWords() {}

  /** {@code 24 giờ}, {@code ngay}, {@code 7 ngày trước hạn của:}. */
  public static String limit(Ui ui, Limit limit) {
    if (limit.immediate()) {
      return ui.t("clocks.unit.now");
    }
    String unit =
        switch (limit.unit()) {
          case HOURS -> "h";
          case DAYS -> "d";
          case WORKING_DAYS -> "wd";
          case MONTHS -> "month";
          case YEARS -> "year";
        };
    String length = ui.t("clocks.unit." + unit, Math.abs(limit.amount()));
    return limit.back() ? ui.t("clocks.unit.back", length) : length;
  }

  /** What starts it, or before the end of what it is due. */
  public static String starts(Ui ui, ClockRule rule) {
    return Stream.concat(
            events(ui, rule.starts()),
            rule.before().stream().sorted().map(key -> ui.t("console.clock." + key)))
        .collect(Collectors.joining(", "));
  }

  /** What meets it. */
  public static String met(Ui ui, ClockRule rule) {
    return events(ui, rule.met()).collect(Collectors.joining(", "));
  }

  /** Whose duty it is. */
  public static String owners(Ui ui, ClockRule rule) {
    return rule.owners().isEmpty()
        ? ui.t("clocks.owner.lead")
        : rule.owners().stream().map(owner -> owner(ui, owner)).collect(Collectors.joining(", "));
  }

  private static String owner(Ui ui, ClockRule.Owner owner) {
    String function =
        owner.function() == null ? "" : ui.t("catalogue.function." + owner.function());
    String level =
        owner.level() == null ? "" : " (" + ui.t("catalogue.agency-level." + owner.level()) + ")";
    return function + level + (owner.key() == null ? "" : " " + owner.key());
  }

  private static Stream<String> events(Ui ui, Set<LegalEvent> events) {
    return events.stream().sorted().map(event -> ui.t("clocks.event." + event));
  }
}
