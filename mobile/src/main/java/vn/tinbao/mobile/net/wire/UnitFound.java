package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A unit of today that matches a search.
 *
 * @param validFrom the day its code came into force; code and day together name the unit
 * @param fullName with its kind, for example "Xã Bình Trung"
 * @param place with what lies above it
 * @param formerly the unit of an earlier day by whose name it was found, with what lay above it
 */
@Json
public record UnitFound(
    String code,
    String validFrom,
    String name,
    String fullName,
    String place,
    @Nullable String formerly) {}
