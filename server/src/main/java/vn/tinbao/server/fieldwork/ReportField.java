package vn.tinbao.server.fieldwork;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of a report from the field and what may stand in each. An empty value means that the
 * officer took back what stood there. Answers of the screening checklist are fields of their own,
 * {@code screening.<question>}, so that two phones may answer different questions.
 */
public enum ReportField {
  /** How many people who seem to be victims were seen: 0 to 9999. */
  VICTIMS_COUNT(Kind.NUMBER),
  /** Who they are, how they are, what they say. */
  VICTIMS(Kind.TEXT),
  SUSPECTS(Kind.TEXT),
  /** Number plate, kind, colour, direction. */
  VEHICLE(Kind.TEXT),
  /** Codes of {@link Need}, divided by commas. */
  NEEDS(Kind.NEEDS),
  /** What was done at once. */
  MEASURES(Kind.TEXT),
  NOTES(Kind.TEXT),
  /**
   * Where the officer stood: latitude and longitude in degrees (WGS 84), accuracy in metres or
   * empty when the phone does not tell it, time of the fix by the phone's clock (ISO 8601), divided
   * by blanks: {@code 21.85431 106.76231 12 2026-11-22T01:30:00Z}, {@code -} where there is none.
   */
  POSITION(Kind.POSITION);

  /** What people found on the spot need first. */
  public enum Need {
    MEDICAL,
    SHELTER,
    FOOD,
    INTERPRETER,
    PSYCHOLOGICAL,
    GUARDIAN,
    PROTECTION,
    TRANSPORT
  }

  /** Longest text, in characters. */
  public static final int MOST_CHARACTERS = 5_000;

  private static final String SCREENING = "screening.";
  private static final Pattern QUESTION = Pattern.compile("screening\\.[a-z][a-z0-9-]{1,39}");
  private static final Set<String> ANSWERS = Set.of("", "YES", "NO", "UNKNOWN");
  private static final Pattern NUMBER = Pattern.compile("\\d{0,4}");
  private static final Pattern POSITION_FORM =
      Pattern.compile(
          "(-?\\d{1,2}(\\.\\d{1,8})?) (-?\\d{1,3}(\\.\\d{1,8})?) (-|\\d{1,6})"
              + " (-|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z)");
  private static final double MOST_LATITUDE = 90;
  private static final double MOST_LONGITUDE = 180;

  private enum Kind {
    TEXT,
    NUMBER,
    NEEDS,
    POSITION
  }

  private final Kind kind;

  ReportField(Kind kind) {
    this.kind = kind;
  }

  /** As it is called by phones: {@code victims-count}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The field of that name; empty for answers of a checklist and for what is unknown. */
  public static Optional<ReportField> of(String name) {
    return Arrays.stream(values()).filter(field -> field.code().equals(name)).findFirst();
  }

  /** Whether it is an answer of the checklist. */
  public static boolean isScreening(String name) {
    return name.startsWith(SCREENING);
  }

  /** The question of such an answer. */
  public static String question(String name) {
    return name.substring(SCREENING.length());
  }

  /** Whether this value may stand in that field; false too when there is no such field. */
  static boolean fits(String name, String value) {
    if (value.length() > MOST_CHARACTERS || value.indexOf('\0') >= 0) {
      return false;
    }
    if (QUESTION.matcher(name).matches()) {
      return ANSWERS.contains(value);
    }
    return of(name).filter(field -> field.takes(value)).isPresent();
  }

  private boolean takes(String value) {
    return value.isEmpty()
        || switch (kind) {
          case TEXT -> true;
          case NUMBER -> NUMBER.matcher(value).matches();
          case NEEDS -> Arrays.stream(value.split(",", -1)).allMatch(ReportField::isNeed);
          case POSITION -> isPosition(value);
        };
  }

  private static boolean isNeed(String code) {
    return Arrays.stream(Need.values()).anyMatch(need -> need.name().equals(code));
  }

  private static boolean isPosition(String value) {
    if (!POSITION_FORM.matcher(value).matches()) {
      return false;
    }
    String[] parts = value.split(" ", -1);
    return Math.abs(Double.parseDouble(parts[0])) <= MOST_LATITUDE
        && Math.abs(Double.parseDouble(parts[1])) <= MOST_LONGITUDE;
  }
}
