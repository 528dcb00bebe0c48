package vn.tinbao.server.staff;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import vn.tinbao.server.live.Live;

/**
 * Ends a stream of events with the session it was opened in. A request is checked once; a stream
 * would outlive sign-out, deactivation and a change of rights. Hints make it look at the row at
 * once, on every node; a lost hint costs half a minute.
 */
@Singleton
public final class OpenStreams {
  private static final Duration LOOK_ANYWAY = Duration.ofSeconds(30);

  private final SessionStore sessions;
  private final Live live;
  private final Scheduler blocking;

  OpenStreams(
      SessionStore sessions, Live live, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.sessions = sessions;
    this.live = live;
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  /**
   * The stream, until the session of this request ends, its person's roles or agency change, or the
   * database cannot tell; then it completes, and a browser or app that comes back is asked again.
   * Empty when the request has no session.
   */
  public <T> Flux<T> whileSignedIn(HttpRequest<?> request, Flux<T> stream) {
    return StaffMemberBinder.session(request)
        .map(session -> stream.takeUntilOther(end(session)))
        .orElseGet(Flux::empty);
  }

  private Mono<Boolean> end(Session session) {
    // The first look comes after the subscription to hints: what ended in between is not missed.
    Flux<String> looks =
        Flux.merge(
            live.stream(SessionStore.topic(session.member().id())),
            Flux.just(""),
            Flux.interval(LOOK_ANYWAY).map(tick -> ""));
    return looks
        .onBackpressureLatest()
        .concatMap(
            look ->
                Mono.fromCallable(() -> looksAnew(session))
                    .onErrorReturn(false)
                    .subscribeOn(blocking),
            1)
        .filter(runs -> !runs)
        .next();
  }

  /**
   * A hint may come on the thread, and with the context, of a transaction that just ended: the look
   * must not take part in that one.
   */
  private boolean looksAnew(Session session) {
    return PropagatedContext.empty().propagate(() -> sessions.stillRuns(session));
  }
}
