package vn.tinbao.server.plan.report;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of periodic reports, {@code tinbao.report.*}.
 *
 * @param remindBefore how long before a report is due its writers are reminded ({@code
 *     TINBAO_REPORT_REMIND_BEFORE})
 * @param remindAfter how long after it was due they are reminded again, and the superior with them
 *     ({@code TINBAO_REPORT_REMIND_AFTER}); at the moment itself both are told in any case
 * @param ahead how long before its due day a report stands in the list ({@code
 *     TINBAO_REPORT_AHEAD})
 * @param back how long after its due day a report is still put into the list when its plan comes
 *     late ({@code TINBAO_REPORT_BACK})
 */
@ConfigurationProperties("tinbao.report")
public record ReportSettings(
    @Bindable(defaultValue = "14d,7d,2d") List<Duration> remindBefore,
    @Bindable(defaultValue = "3d,7d") List<Duration> remindAfter,
    @Bindable(defaultValue = "60d") Duration ahead,
    @Bindable(defaultValue = "31d") Duration back) {

  public ReportSettings {
    if (Stream.concat(remindBefore.stream(), remindAfter.stream())
        .anyMatch(offset -> offset.isNegative() || offset.isZero())) {
      throw new IllegalArgumentException(
          "tinbao.report.remind-before and tinbao.report.remind-after must be times above 0");
    }
    if (ahead.isNegative() || ahead.toDays() > 400 || back.isNegative() || back.toDays() > 400) {
      throw new IllegalArgumentException(
          "tinbao.report.ahead and tinbao.report.back are 0 to 400 days");
    }
    remindBefore = List.copyOf(remindBefore);
    remindAfter = List.copyOf(remindAfter);
  }

  /**
   * When somebody is to be reminded next of what is due then.
   *
   * @param after nothing before or at this moment; null: from the beginning
   * @return empty: nothing more to say
   */
  Optional<Instant> next(Instant dueAt, @Nullable Instant after) {
    return Stream.of(
            remindBefore.stream().map(dueAt::minus),
            Stream.of(dueAt),
            remindAfter.stream().map(dueAt::plus))
        .flatMap(times -> times)
        .filter(at -> after == null || at.isAfter(after))
        .min(Comparator.naturalOrder());
  }
}
