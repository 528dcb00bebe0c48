package vn.tinbao.server.calendar;

import java.time.LocalDate;

/**
 * A day that is not as its weekday says, or about which somebody said something.
 *
 * @param worked whether state agencies work
 * @param name why, in Vietnamese
 * @param source who says so
 * @param confirmed whether somebody has read the decision
 * @param edited whether people of this house said it; else it came with the program
 */
public record CalendarDay(
    LocalDate day, boolean worked, String name, String source, boolean confirmed, boolean edited) {}
