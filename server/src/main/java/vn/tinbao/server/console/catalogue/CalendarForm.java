package vn.tinbao.server.console.catalogue;

import java.util.Map;

/** The form of a day as it is shown and as it comes back: every field as it was typed. */
public record CalendarForm(
    String day, boolean worked, String name, String source, boolean confirmed) {
  static final CalendarForm EMPTY = new CalendarForm("", false, "", "", false);

  static CalendarForm of(Map<String, String> sent) {
    return new CalendarForm(
        Fields.text(sent, "day"),
        Fields.text(sent, "worked").equals("yes"),
        Fields.text(sent, "name"),
        Fields.text(sent, "source"),
        Fields.text(sent, "confirmed").equals("yes"));
  }
}
