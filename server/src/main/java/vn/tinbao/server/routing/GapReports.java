package vn.tinbao.server.routing;

import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.staff.DesksOnDuty;

/**
 * The check of the catalogue for a page: nationwide it takes seconds, so it is made beside the
 * request, once for all who ask, and kept until the catalogue changes or it is ten minutes old.
 */
@Singleton
public class GapReports {
  private static final Duration KEPT = Duration.ofMinutes(10);

  /** Days whose reports are kept; more than these nobody compares. */
  private static final int MOST_DAYS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Catalogue catalogue;
  private final Router router;
  private final DesksOnDuty desks;
  private final ExecutorService executor;
  private final Clock clock;

  /** One check at a time: it keeps a core busy. */
  private final Object turn = new Object();

  private final Map<LocalDate, Work> works = new LinkedHashMap<>();

  GapReports(
      Catalogue catalogue,
      Router router,
      DesksOnDuty desks,
      @Named(TaskExecutors.IO) ExecutorService executor,
      Clock clock) {
    this.catalogue = catalogue;
    this.router = router;
    this.desks = desks;
    this.executor = executor;
    this.clock = clock;
  }

  /** How far the check of a day is. */
  public sealed interface Answer {

    /** Done, at that time. */
    record Ready(CompetenceGaps gaps, Instant madeAt) implements Answer {}

    /** Being made: so many of so many units. */
    record Running(int done, int all) implements Answer {}

    /** The catalogue holds no agency. */
    record Empty() implements Answer {}
  }

  private static final class Work {
    private final CatalogueSnapshot snapshot;
    private final Instant begun;
    private final CompletableFuture<CompetenceGaps> gaps = new CompletableFuture<>();
    private volatile int done;
    private volatile int all;

    Work(CatalogueSnapshot snapshot, Instant begun) {
      this.snapshot = snapshot;
      this.begun = begun;
    }

    void progress(String step, long at, long of) {
      done = (int) at;
      all = (int) of;
    }
  }

  /** The report of that day; waits two seconds for it at most. */
  public Answer of(LocalDate day) {
    CatalogueSnapshot snapshot = catalogue.now();
    if (snapshot.agencies().isEmpty()) {
      return new Answer.Empty();
    }
    Work work = work(day, snapshot);
    try {
      return new Answer.Ready(
          work.gaps.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), work.begun);
    } catch (TimeoutException e) {
      return new Answer.Running(work.done, work.all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Running(work.done, work.all);
    } catch (ExecutionException e) {
      forget(day, work);
      throw new IllegalStateException("The catalogue cannot be checked", e.getCause());
    }
  }

  private synchronized Work work(LocalDate day, CatalogueSnapshot snapshot) {
    Work known = works.get(day);
    Instant now = clock.instant();
    if (known != null
        && known.snapshot == snapshot
        && !(known.gaps.isDone() && known.begun.plus(KEPT).isBefore(now))) {
      return known;
    }
    Work work = new Work(snapshot, now);
    works.remove(day);
    works.put(day, work);
    if (works.size() > MOST_DAYS) {
      works.remove(works.keySet().iterator().next());
    }
    executor.execute(
        () -> {
          try {
            synchronized (turn) {
              work.gaps.complete(
                  CompetenceGaps.find(snapshot, router, desks.agencies(), day, work::progress));
            }
          } catch (RuntimeException e) {
            work.gaps.completeExceptionally(e);
          }
        });
    return work;
  }

  private synchronized void forget(LocalDate day, Work work) {
    works.remove(day, work);
  }
}
