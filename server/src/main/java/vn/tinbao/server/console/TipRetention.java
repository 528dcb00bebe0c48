package vn.tinbao.server.console;

import java.util.UUID;
import vn.tinbao.server.retention.Holds;

/**
 * What retention means for a tip, on its page.
 *
 * @param shown whether there is something to show or to do
 * @param heldBy name of who holds it, empty when nobody does
 * @param holdId of the hold that may be set on this page
 */
public record TipRetention(
    boolean shown,
    UUID tipId,
    Holds.Standing standing,
    boolean mayHold,
    String heldBy,
    UUID holdId) {}
