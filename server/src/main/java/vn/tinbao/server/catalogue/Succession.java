package vn.tinbao.server.catalogue;

import java.time.LocalDate;

/** From one unit to the one that took its place, wholly or in part. */
public record Succession(long oldUnitId, long newUnitId, LocalDate effective, Extent extent) {

  /** How much of the old unit went there. UNKNOWN is treated as PARTIAL: a person must choose. */
  public enum Extent {
    FULL,
    PARTIAL,
    UNKNOWN
  }
}
