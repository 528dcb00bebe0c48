package vn.tinbao.server.staff;

import java.util.UUID;

/** Published in the transaction that closes an account: its person works here no more. */
public record AccountClosed(UUID accountId) {}
