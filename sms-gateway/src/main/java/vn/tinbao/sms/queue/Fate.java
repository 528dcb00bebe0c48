package vn.tinbao.sms.queue;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a message so far.
 *
 * @param code why, where the ledger knows; never words or numbers of people
 * @param cost charged for it so far, in millionths of a đồng
 */
public record Fate(OutboundState state, @Nullable String code, long cost) {}
