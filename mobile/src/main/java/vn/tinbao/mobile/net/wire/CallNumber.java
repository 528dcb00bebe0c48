package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/** A number to call and whose it is. */
@Json
public record CallNumber(String number, String name) {}
