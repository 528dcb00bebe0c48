package vn.tinbao.mobile.officer;

import java.util.Arrays;
import java.util.Locale;

/** The fields of a report from the field, as the server calls them, in the order of the form. */
enum ReportField {
  VICTIMS_COUNT,
  VICTIMS,
  NEEDS,
  SUSPECTS,
  VEHICLE,
  MEASURES,
  NOTES,
  POSITION;

  static final String SCREENING = "screening.";

  /** Not a field: a file that the server did not take, among words that it did not take. */
  static final String FILE = "file";

  /** What people found on the spot need first; codes of the server. */
  enum Need {
    MEDICAL,
    SHELTER,
    FOOD,
    INTERPRETER,
    PSYCHOLOGICAL,
    GUARDIAN,
    PROTECTION,
    TRANSPORT
  }

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Key of its name in the app's sentences. */
  static String key(String field) {
    boolean known =
        field.equals(FILE) || Arrays.stream(values()).anyMatch(each -> each.code().equals(field));
    return known ? "report.field." + field : "report.field.screening";
  }

  /** Whether two different values of it can stand one below the other. */
  static boolean isText(String field) {
    return field.equals(VICTIMS.code())
        || field.equals(SUSPECTS.code())
        || field.equals(VEHICLE.code())
        || field.equals(MEASURES.code())
        || field.equals(NOTES.code());
  }
}
