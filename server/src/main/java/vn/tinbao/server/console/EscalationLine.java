package vn.tinbao.server.console;

import vn.tinbao.server.clocks.Escalations;

/**
 * One line of the page.
 *
 * @param number how the desk that has the tip calls it
 * @param agency name of the agency that let the clock run out
 */
public record EscalationLine(Escalations.Escalation escalation, String number, String agency) {}
