package vn.tinbao.server.clocks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clock ran out and what it asks for was not done; published in the transaction that says so.
 *
 * @param superior agency above the lead that was told, null when there is none
 */
public record ClockBreached(
    UUID tipId, String leadAgencyId, String clock, Instant dueAt, @Nullable String superior) {}
