package vn.tinbao.server.calendar;

import java.util.UUID;

/**
 * Somebody changed the calendar; published in the transaction that does.
 *
 * @param action code of the audit
 * @param subject the day or the year
 */
public record CalendarEdited(UUID by, String action, String subject) {}
