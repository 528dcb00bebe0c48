package vn.tinbao.server.calendar;

import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** Which days are worked. */
@Singleton
public class LegalCalendar implements WorkingDays {

  @Override
  public boolean worked(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  @Override
  public boolean confirmed(LocalDate day) {
    return false;
  }
}
