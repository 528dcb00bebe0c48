package vn.tinbao.server.statistics;

/** By what a figure may be broken down, where its facts have it. */
public enum Dimension {
  /** Units of the scope's day, as small as known. */
  UNIT,
  /** Provinces of the scope's day. */
  PROVINCE,
  AGENCY,
  /** Month of the period, {@code 2026-07}. */
  MONTH,
  CHANNEL,
  SOURCE_KIND,
  /** A report may have several: the parts add up to more than the whole. */
  CATEGORY,
  STATE,
  OFFENCE,
  STATUS,
  SEX,
  AGE_BAND,
  ETHNICITY,
  NATIONALITY,
  DESTINATION,
  /** A person may have suffered several. */
  EXPLOITATION,
  DOMESTIC,
  SUPPORT_KIND,
  SERVICE;

  /** Whether it follows from place, agency or day, which all facts have. */
  boolean general() {
    return this == UNIT || this == PROVINCE || this == AGENCY || this == MONTH;
  }
}
