package vn.tinbao.server.clocks;

import java.time.Instant;
import java.util.UUID;

/** A clock runs out soon; published in the transaction that says so. */
public record ClockWarned(UUID tipId, String leadAgencyId, String clock, Instant dueAt) {}
