package vn.tinbao.server.clocks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every kind of {@link DueClocks} look every two seconds, on one node at a time: db-scheduler
 * holds one row, and who dies with it loses it after some missed heartbeats. What is said, and
 * whether it was said, stands in the rows of the clocks: a turn too many says nothing twice.
 */
@Singleton
@Requires(property = "tinbao.clocks.timer", notEquals = "false", defaultValue = "true")
class ClockTimer implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(ClockTimer.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int MISSED = 4;
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final Scheduler scheduler;

  ClockTimer(DataSource dataSource, Collection<DueClocks> kinds, ClockSettings settings) {
    RecurringTask<Void> look =
        Tasks.recurring("clocks", FixedDelay.of(settings.look()))
            .execute((instance, context) -> kinds.forEach(ClockTimer::look));
    scheduler =
        Scheduler.create(DelegatingDataSource.unwrapDataSource(dataSource))
            .tableName("tinbao.scheduled_task")
            .startTasks(look)
            .threads(1)
            .pollingInterval(shorter(settings.look(), Duration.ofSeconds(1)))
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED)
            .shutdownMaxWait(GOODBYE)
            .failureLogging(LogLevel.DEBUG, false)
            .build();
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    scheduler.start();
  }

  private static void look(DueClocks clocks) {
    try {
      var unused = clocks.look();
    } catch (RuntimeException e) {
      LOG.warn("Clocks wait: {}", e.getClass().getSimpleName());
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @PreDestroy
  void stop() {
    scheduler.stop();
  }
}
