package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;

/** Pushes that reached this app. */
@Json
public record PushReceipts(List<String> ids) {}
