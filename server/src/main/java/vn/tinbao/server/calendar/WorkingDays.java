package vn.tinbao.server.calendar;

import java.time.LocalDate;

/** Which days are worked. */
public interface WorkingDays {

  /** Whether state agencies work on that day. */
  boolean worked(LocalDate day);

  /** Whether somebody vouches for the answer: the year's days off are known and confirmed. */
  boolean confirmed(LocalDate day);
}
