package vn.tinbao.server.catalogue;

/**
 * A unit at the land border.
 *
 * @param neighbour country on the other side, ISO 3166 alpha-3
 */
public record BorderUnit(long unitId, String neighbour) {}
