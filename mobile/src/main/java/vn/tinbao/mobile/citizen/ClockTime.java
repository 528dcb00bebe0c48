package vn.tinbao.mobile.citizen;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An hour of the day as people type it: 21, 21h, 21h30, 21:30, 9.30, "21 giờ 30". */
final class ClockTime {
  private static final Pattern TYPED =
      Pattern.compile(
          "\\s*(\\d{1,2})\\s*(?:h|g|giờ|gio|:|\\.)?\\s*(\\d{2})?\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private ClockTime() {}

  /** As {@code HH:mm}; empty when it is none. */
  static Optional<String> read(String typed) {
    Matcher matcher = TYPED.matcher(typed);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(matcher.group(1));
    int minute = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return hour <= 23 && minute <= 59
        ? Optional.of(String.format(java.util.Locale.ROOT, "%02d:%02d", hour, minute))
        : Optional.empty();
  }
}
