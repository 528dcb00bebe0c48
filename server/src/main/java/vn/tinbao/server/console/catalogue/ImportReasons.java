package vn.tinbao.server.console.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.ImportException;
import vn.tinbao.server.web.Ui;

/**
 * What the importers complain of, in the language of the page. Importers speak English, as the
 * commands do; what is not known here is shown as they say it, after line and field.
 */
final class ImportReasons {
  private static final Map<Pattern, String> KNOWN = new LinkedHashMap<>();

  static {
    known("the header has no such column; it needs (.*)", "no-column");
    known("is missing", "missing");
    known("the code of a (\\w+) has (\\d) digits.*", "digits");
    known("is not UTF-8.*", "utf8");
    known("the file is UTF-16.*", "utf8");
    known("cannot be read as UTF-8", "utf8");
    known("this is a spreadsheet.*", "spreadsheet");
    known("has (\\d+) fields, the header names (\\d+) columns", "columns");
    known("(.+) stands on line (\\d+) already", "twice");
    known("contains a character that is no text", "no-text");
    known("the file is empty.*", "empty");
    known("has a header but no lines", "empty");
    known("is longer than (\\d+) characters", "long");
    known("must be province, district or commune", "level");
    known("must be a date such as .*", "day");
    known("there is no unit (.*)", "no-unit");
    known("feature (\\d+): no unit (\\S+) stands on (\\S+);.*", "no-unit-of-feature");
    known("there is no agency (.*)", "no-agency");
    known("is not in the territory that you keep", "not-yours");
    known("rule (\\S+) is not yours to keep", "not-yours");
    known("knows no (.*)", "knows-no");
    known("rule (\\S+): changes the past;.*", "past");
    known("must be yes or no", "yes-no");
    known("the catalogue was changed meanwhile;.*", "moved-on");
    known("has 3 to 15 digits.*", "phone");
    known("no commune (\\S+) stands on (\\S+);.*", "no-commune");
    known("is called (.*) in the catalogue", "called");
    known("is (\\S+) in the catalogue", "is");
    known("stands there twice.*", "twice-there");
    known("a list from (\\S+) on was imported already;.*", "later-list");
    known("no limit was longer before (.*)", "remote-first");
  }

  private ImportReasons() {}

  private static void known(String says, String key) {
    KNOWN.put(Pattern.compile(says, Pattern.DOTALL), "catalogue.import.why." + key);
  }

  static String of(ImportException wrong, Ui ui) {
    String reason = reason(wrong);
    String why = reason;
    for (Map.Entry<Pattern, String> entry : KNOWN.entrySet()) {
      Matcher matcher = entry.getKey().matcher(reason);
      if (matcher.matches()) {
        Object[] arguments = new Object[matcher.groupCount()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = String.valueOf(matcher.group(i + 1));
        }
        why = ui.t(entry.getValue(), arguments);
        break;
      }
    }
    @Nullable String field = wrong.field();
    if (field != null) {
      return ui.t("catalogue.import.at-field", Long.toString(wrong.line()), field, why);
    }
    return wrong.line() > 0
        ? ui.t("catalogue.import.at-line", Long.toString(wrong.line()), why)
        : why;
  }

  /** The message without the place before it. */
  private static String reason(ImportException wrong) {
    String message = String.valueOf(wrong.getMessage());
    String place =
        wrong.field() != null
            ? ", line %d, %s: ".formatted(wrong.line(), wrong.field())
            : wrong.line() > 0 ? ", line %d: ".formatted(wrong.line()) : ": ";
    int at = message.indexOf(place);
    return at < 0 ? message : message.substring(at + place.length());
  }
}
