package vn.tinbao.server.campaign.sending;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of messages that are counted together, to notice when too many fail.
 *
 * @param since when counting began
 * @param good taken by an operator, and not failed since
 * @param bad failed
 * @param filtered of the bad ones, those whose text an operator filtered
 * @param code of the commonest error, of a filter when that alone is too much
 */
record ErrorWindow(Instant since, long good, long bad, long filtered, @Nullable String code) {

  /**
   * These outcomes as well; counted anew when the time is over.
   *
   * @param more good ones; fewer than none when what was good before has failed
   * @param errors by code
   */
  ErrorWindow with(long more, Map<String, Integer> errors, Instant now, SendingSettings settings) {
    ErrorWindow before =
        since.plus(settings.errorWindow()).isBefore(now)
            ? new ErrorWindow(now, 0, 0, 0, code)
            : this;
    long failed = errors.values().stream().mapToLong(n -> n).sum();
    long sifted =
        errors.entrySet().stream()
            .filter(error -> settings.filteredCodes().contains(error.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    ErrorWindow after =
        new ErrorWindow(
            before.since,
            Math.max(0, before.good + more),
            before.bad + failed,
            before.filtered + sifted,
            before.code);
    return after.named(errors, settings);
  }

  private ErrorWindow named(Map<String, Integer> errors, SendingSettings settings) {
    boolean filter = !failing(settings) && filtering(settings);
    String named =
        errors.entrySet().stream()
            .filter(error -> !filter || settings.filteredCodes().contains(error.getKey()))
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse(code);
    return new ErrorWindow(since, good, bad, filtered, named);
  }

  /** Whether a sending should not go on like this. */
  boolean tooMany(SendingSettings settings) {
    return failing(settings) || filtering(settings);
  }

  private boolean failing(SendingSettings settings) {
    return good + bad >= settings.errorLeast() && bad * 100 > (good + bad) * settings.errorShare();
  }

  /** Who is filtered is soon blocked altogether, and the words can be changed before that. */
  private boolean filtering(SendingSettings settings) {
    return good + bad >= settings.filteredLeast()
        && filtered * 100 > (good + bad) * settings.filteredShare();
  }
}
