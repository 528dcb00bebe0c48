package vn.tinbao.server.staff;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import vn.tinbao.server.calendar.CalendarEdited;

/** Every change of the calendar leaves its row, in the transaction that makes it. */
@Singleton
final class CalendarEditsAudited implements ApplicationEventListener<CalendarEdited> {
  private final Audit audit;

  CalendarEditsAudited(Audit audit) {
    this.audit = audit;
  }

  @Override
  public void onApplicationEvent(CalendarEdited event) {
    audit.record(event.by(), event.action(), "CALENDAR", event.subject());
  }
}
