package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;

/** Who is signed in. */
@Json
public record OfficerName(String id, String name, String agency, List<String> roles) {}
