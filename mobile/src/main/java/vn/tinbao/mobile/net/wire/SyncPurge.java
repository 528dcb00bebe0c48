package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * Content that must leave the phone.
 *
 * @param why a code, for the officer to be told
 * @param drop whether the task leaves the list too
 */
@Json
public record SyncPurge(String id, String why, boolean drop) {}
