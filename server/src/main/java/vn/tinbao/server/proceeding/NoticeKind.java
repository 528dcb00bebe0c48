package vn.tinbao.server.proceeding;

import org.jspecify.annotations.Nullable;
import vn.tinbao.server.clocks.LegalEvent;

/** What a reporter must be told, and the free answer. */
public enum NoticeKind {
  /** That it came in (TTLT 01/2017 art. 14.1: 3 working days). */
  RECEIVED(LegalEvent.REPORTER_TOLD_RECEIVED),
  /** What came of it (TTLT 01/2017 art. 14.3: 3 days). */
  RESULT(LegalEvent.REPORTER_TOLD_RESULT),
  /** That it is suspended (BLTTHS art. 148.2: 24 hours). */
  SUSPENDED(LegalEvent.REPORTER_TOLD_SUSPENDED),
  /** That it goes on (BLTTHS art. 149.2: 3 days). */
  RESUMED(LegalEvent.REPORTER_TOLD_RESUMED),
  /** No notice of the law: an answer from a template. */
  ANSWER(null);

  private final @Nullable LegalEvent event;

  NoticeKind(@Nullable LegalEvent event) {
    this.event = event;
  }

  /** What the clocks are told; null: nothing. */
  @Nullable LegalEvent event() {
    return event;
  }
}
