package vn.tinbao.server.victim;

/** What is wrong with what was sent; each has its sentence in {@code i18n/victim}. */
public enum VictimMistake {
  /** Not a day, in the future, or before the person was met. */
  DAY_WRONG,
  /** Born after the day of meeting, or more than 120 years before. */
  AGE_WRONG,
  TEXT_LONG,
  COUNTRY_WRONG,
  ETHNICITY_WRONG,
  EXPLOITATION_WRONG,
  UNIT_WRONG,
  /** Within the country, and to another one. */
  DOMESTIC_WRONG,
  /** A victim is found on grounds of law 53/2024 art. 32. */
  EVIDENCE_MISSING,
  REASON_MISSING,
  /** Only a person under 18 goes along as a minor. */
  NOT_A_MINOR,
  /** Below the age a guardian or representative consents. */
  GUARDIAN_NEEDED,
  /** No consent that covers this service is valid today. */
  NO_CONSENT,
  SERVICE_WRONG,
  /** The agency does not stand, or is the one that refers. */
  AGENCY_WRONG,
  /** A referral goes to an agency or to somebody outside, and to one of them only. */
  RECEIVER_MISSING,
  PERSON_WRONG
}
