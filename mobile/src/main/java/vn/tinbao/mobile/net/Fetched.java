package vn.tinbao.mobile.net;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for with the mark of a copy at hand (RFC 9110, 13.1.2).
 *
 * @param value null when the copy at hand is still right
 * @param mark of this answer, to be shown the next time; null when the server gives none
 */
public record Fetched<T>(@Nullable T value, @Nullable String mark) {}
