package vn.tinbao.server.console;

import vn.tinbao.server.calendar.Limit;
import vn.tinbao.server.web.Ui;

/** Limits in words. */
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
}
