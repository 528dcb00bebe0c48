package vn.tinbao.server.routing.lines;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of the input.
 *
 * @param hotline official code of the unit whose line received it, null when nationwide
 * @param at the day it was sent, null for today
 */
record Message(String text, @Nullable String hotline, @Nullable LocalDate at) {}
