package vn.tinbao.server.campaign;

/** What is wrong with what was sent; each has a sentence, {@code campaign.mistake.<name>}. */
public enum CampaignMistake {
  TITLE_MISSING,
  TEXT_TOO_LONG,
  TITLE_TOO_LONG,
  DAYS_WRONG,
  NOWHERE,
  TOO_MANY_PLACES,
  PLACE_NOT_YOURS,
  AGENCY_UNKNOWN,
  TASK_WRONG,
  REPORT_DAY_WRONG,
  KEYWORD_WRONG,
  KEYWORD_TAKEN,
  LEAD_WRONG,
  BUDGET_WRONG,
  RATE_WRONG,
  LANGUAGE_WRONG,
  TEXT_EMPTY,
  TEXT_NOT_FOR_STAFF,
  /** Characters that no phone shows, or that change the order of others. */
  TEXT_UNSAFE,
  NO_TEXT,
  NO_VIETNAMESE,
  SELF_APPROVAL,
  WHY_MISSING,
  TIME_WRONG,
  DAY_OFF,
  OVER_BUDGET,
  NOBODY_FAILED,
  /** It is long over: the numbers of its recipients are gone. */
  NUMBERS_CLEARED,
  PHONES_WRONG,
  NO_SMS_TEXT,
  /** A text asks for links to leave, but the server does not know its public address. */
  NO_LEAVE_LINK,
  /** A list of numbers that is gone, or another agency's. */
  LIST_UNKNOWN,
  TESTS_ENOUGH
}
