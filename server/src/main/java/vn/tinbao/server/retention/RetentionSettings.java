package vn.tinbao.server.retention;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * How deletion goes.
 *
 * @param notice time from announcement to deletion, never less than seven days
 * @param unverified what happens to tips of a class whose period is not verified
 * @param nightly when the job runs, in Vietnam
 * @param classes path of a YAML file instead of the built-in classes
 */
@ConfigurationProperties("tinbao.retention")
public record RetentionSettings(
    @Bindable(defaultValue = "7d") Duration notice,
    @Bindable(defaultValue = "ANNOUNCE") Unverified unverified,
    @Bindable(defaultValue = "02:30") String nightly,
    @Nullable String classes) {

  /** The shortest notice: one week, so that whoever is away for the weekend still sees it. */
  static final Duration SHORTEST_NOTICE = Duration.ofDays(7);

  /** What is done with tips of unverified classes. */
  public enum Unverified {
    /** They are announced and stay. */
    ANNOUNCE,
    /** They are deleted like the others: the operator has looked at the periods. */
    REMOVE
  }

  public RetentionSettings {
    if (notice.compareTo(SHORTEST_NOTICE) < 0) {
      throw new IllegalArgumentException("tinbao.retention.notice must be at least 7 days");
    }
    if (!nightly.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
      throw new IllegalArgumentException("tinbao.retention.nightly must be a time such as 02:30");
    }
  }

  LocalTime nightlyAt() {
    return LocalTime.parse(nightly);
  }
}
