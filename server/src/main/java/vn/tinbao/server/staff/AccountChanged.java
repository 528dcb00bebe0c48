package vn.tinbao.server.staff;

import java.util.UUID;

/**
 * Published in the transaction that changes roles or agency of an account, after the change: what
 * its person may see is another.
 */
public record AccountChanged(UUID accountId) {}
