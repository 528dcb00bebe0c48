package vn.tinbao.server.staff;

/** What a member of staff is there for; an account may have several. */
public enum Role {
  /** Sits at the desk of an agency: reads tips, answers, assigns. */
  DUTY_OFFICER,
  /** Works in the field with the app: accepts assignments, reports. */
  FIELD_OFFICER,
  /** Heads an agency. */
  AGENCY_LEAD,
  /** Prepares campaigns. */
  ORGANISER,
  /** Writes a committee's plans and reports. */
  COMMITTEE_SECRETARY,
  /** Sees who did what, and what they saw. */
  AUDITOR,
  /** Keeps accounts and catalogue. */
  ADMIN,
  /** Decides whether a colleague may learn who a reporter is. */
  CUSTODIAN
}
