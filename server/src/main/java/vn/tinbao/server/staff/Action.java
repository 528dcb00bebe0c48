package vn.tinbao.server.staff;

/**
 * Everything that somebody must be allowed to do or see. {@link Permissions} says which role may do
 * it and how far; {@code docs/access.md} is the same table for people.
 */
public enum Action {
  /** The list of tips: place, category, urgency; no words of a report. */
  TIP_QUEUE,
  /** Who is on duty at the own agency, and what one shift said to the next. */
  DUTY_SEE,
  /** Handing over to the next shift, and taking over. */
  DUTY_HANDOVER,
  /** Writing the roster of the own agency. */
  DUTY_KEEP,
  /** A tip with all that its reporter said. */
  TIP_OPEN,
  /** A word to the reporter. */
  TIP_ANSWER,
  /** Sending an officer of the own agency out. */
  TIP_ASSIGN,
  /** Typing a caller's report. */
  TIP_WRITE,
  /** Saying what the machine got wrong in a tip: place, category, kind, urgency, child. */
  TIP_CORRECT,
  /** Looking for tips by receipt, place, date, state, officer and words. */
  TIP_SEARCH,
  /** Saying that two tips are one, that one is several, that a message brings nothing new. */
  TIP_MERGE,
  /** Closing a tip to all but named people of the lead agency, and opening it again. */
  TIP_RESTRICT,
  /** Official papers of a tip and extracts of the register, as files and on paper. */
  TIP_PRINT,
  /** A legal step of a tip that the own agency leads, its register, notices to its reporter. */
  TIP_STEP,
  /** What became of the case that a tip led to: investigated, indicted, tried. */
  OUTCOME_REPORT,
  /** A word to colleagues about a tip, of the own agency or of all that have a part in it. */
  TIP_COMMENT,
  /** Offering a tip to another agency, and taking the offer back. */
  TIP_TRANSFER,
  /** Taking over a tip that another agency offers, or not. */
  TRANSFER_DECIDE,
  /** Sending tips where the catalogue of today would, and those of agencies that are no more. */
  TIP_MOVES,
  /** What a reporter attached, cleaned of what it says about its maker. */
  ATTACHMENT_OPEN,
  /** The same as it came, for evidence; with a reason. */
  ATTACHMENT_ORIGINAL,
  /** Asking, with a reason, who a reporter is. */
  IDENTITY_REQUEST,
  /** Reading an identity that was granted to oneself. */
  IDENTITY_OPEN,
  /** Granting or refusing what others ask. */
  IDENTITY_DECIDE,
  /** Who opened a tip. */
  TIP_OPENINGS,
  /** Who did what. */
  AUDIT_READ,
  /** What will be deleted, and when. */
  RETENTION_SEE,
  /** Keeping a tip from deletion. */
  LEGAL_HOLD,
  /** Who works here, with which roles. */
  ACCOUNTS_SEE,
  /** Inviting colleagues, giving roles, closing accounts, asking for a reset. */
  ACCOUNTS_KEEP,
  /** The second of two persons who reset a colleague's password or second factor. */
  FACTOR_RESET_CONFIRM,
  /** Units, agencies and competence rules of every day, and what they would do with a text. */
  CATALOGUE_SEE,
  /** Changing agencies and rules, importing lists. */
  CATALOGUE_KEEP,
  /** How many open tips the catalogue would move; no tips, and none that few may see. */
  CATALOGUE_FLOWS,
  /** Campaigns of the own agency, and those that it supports: plan, texts, figures. */
  CAMPAIGN_SEE,
  /** Writing campaigns of the own agency, and laying them before a second person. */
  CAMPAIGN_WRITE,
  /** Being that second person. */
  CAMPAIGN_APPROVE,
  /** Choosing when an approved campaign goes out; holding, resuming and stopping it. */
  CAMPAIGN_RUN,
  /** Periodic reports that the own agency owes or gets. */
  REPORT_SEE,
  /** Writing those that the own agency owes. */
  REPORT_WRITE,
  /** Sending them to who gets them. */
  REPORT_SUBMIT,
  /** Taking those that the own agency gets, or sending them back. */
  REPORT_RECEIVE,
  /** Records of people (victims, people being identified) that one may open: need to know. */
  VICTIM_OPEN,
  /** Beginning such a record and writing in it. */
  VICTIM_KEEP,
  /** Naming who of the own agency may open one. */
  VICTIM_NAME,
  /** Taking a person over whom another agency refers, or not. */
  VICTIM_REFERRAL,
  /** Taking records whose people consented out of the house, as a file. */
  VICTIM_EXPORT,
  /** Plans in force, whose task is what, and how tasks stand; no words of other agencies. */
  PLAN_SEE,
  /** The own agency's part in tasks: state, who is responsible, what proves it. */
  PLAN_WORK,
  /** Drafts of plans of the own agency. */
  PLAN_WRITE,
  /** Being the second person, who issues a draft. */
  PLAN_ISSUE,
  /** Importing plans. */
  PLAN_IMPORT,
  /** Figures of the own territory and of each place in it; no report, and nobody's name. */
  FIGURES_SEE,
  /** Tasks of one's own, on the phone. */
  TASK
}
