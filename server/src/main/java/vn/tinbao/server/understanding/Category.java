package vn.tinbao.server.understanding;

/** What a report is about. Several may apply; the purpose of exploitation wins over the lure. */
public enum Category {
  FORCED_LABOUR,
  ONLINE_SCAM_LABOUR,
  SEXUAL_EXPLOITATION,
  FORCED_MARRIAGE,
  ORGAN_REMOVAL,
  SURROGACY_OR_INFANT,
  FORCED_BEGGING,
  FISHING_VESSEL,
  LURE_ABROAD,
  MISSING_PERSON,
  CHILD,
  OTHER_CRIME,
  SUPPORT_REQUEST,
  ADVICE,
  UNRELATED
}
