package vn.tinbao.server.tip;

import java.util.UUID;

/** A reporter wrote more about a tip; published in that transaction, which holds the tip. */
public record ReporterWrote(UUID tipId, UUID messageId) {}
