package vn.tinbao.server.staff;

import java.util.UUID;

/**
 * Published in the transaction of a sign-in on a device that this person never used before, while
 * other devices of theirs are known.
 */
public record SignedInOnNewDevice(UUID accountId, UUID sessionId) {}
