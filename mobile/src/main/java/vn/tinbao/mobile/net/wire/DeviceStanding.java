package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/** What a phone must do about what it holds: KEEP, PURGE or WIPE. */
@Json
public record DeviceStanding(String standing) {}
