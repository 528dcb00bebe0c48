package vn.tinbao.sms.queue;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a message so far.
 *
 * @param code why, where the ledger knows; never words or numbers of people
 */
public record Fate(OutboundState state, @Nullable String code) {}
