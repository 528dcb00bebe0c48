package vn.tinbao.server.plan;

/**
 * What a survey of local risk counts: the places and people that the founding plans tell communes
 * to look at (Bình Trung 2024, tasks t2.2.1 and t2.3.1 to t2.3.3).
 */
public enum SurveyCount {
  HOUSEHOLDS_AT_RISK,
  WOMEN_LONG_ABSENT,
  MARRIED_ABROAD,
  WORKING_ABROAD,
  RETURNED_VICTIMS,
  BROKERS,
  CONDITIONAL_BUSINESSES,
  CHILDREN_OUT_OF_SCHOOL
}
