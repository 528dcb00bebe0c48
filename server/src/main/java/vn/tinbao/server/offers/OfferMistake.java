package vn.tinbao.server.offers;

import java.util.Locale;

/**
 * What is wrong with a list.
 *
 * @param line of the file or row of the sheet, from 1; 0: the whole file
 * @param column of the header; empty: the whole line
 * @param value what stands there, its beginning
 */
public record OfferMistake(long line, String column, Problem problem, String value) {

  /** Kinds of mistakes. */
  public enum Problem {
    UNREADABLE("cannot be read as CSV in UTF-8 or as XLSX"),
    TOO_LARGE("is larger than a list may be"),
    EMPTY("has no lines"),
    NO_COLUMN("the header has no such column"),
    COLUMN_TWICE("the header names it twice"),
    FIELDS("has another number of fields than the header"),
    MISSING("is missing"),
    TOO_LONG("is too long"),
    SIGNS("has control characters"),
    NO_STATUS("is no state of a licence: active, suspended, revoked, returned"),
    NO_DAY("is no day: 2026-11-22 or 22/11/2026"),
    NO_AMOUNT("is no amount"),
    NO_CURRENCY("is no currency of three letters"),
    DIFFERS("differs from an earlier line of the same licence"),
    TWICE("is there already"),
    OLDER("a list of a later day was imported already"),
    FUTURE("lies in the future"),
    MORE("and more");

    private final String english;

    Problem(String english) {
      this.english = english;
    }
  }

  /** For the command line. */
  public String text() {
    String where =
        line == 0
            ? ""
            : String.format(
                Locale.ROOT, "line %d%s: ", line, column.isEmpty() ? "" : ", " + column);
    String what = line == 0 && !column.isEmpty() ? column + ": " : where;
    return what + problem.english + (value.isEmpty() ? "" : ": " + value);
  }
}
