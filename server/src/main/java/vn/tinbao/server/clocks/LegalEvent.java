package vn.tinbao.server.clocks;

/** What happens to a report by law, as far as clocks start, are met or end by it. */
public enum LegalEvent {
  /** It came in: the clocks of this are written with the tip. */
  RECEIVED,
  /** The body that may resolve it has it and says that it is competent (TTLT 01/2017 art. 8, 9). */
  RECEIVED_BY_COMPETENT,
  /** The investigating body was told by the fastest means (TTLT 01/2017 art. 8.5a). */
  INVESTIGATOR_INFORMED,
  /** The commune police proposed who should investigate (guidance 11/HD-BCA-V03). */
  INVESTIGATOR_PROPOSED,
  /** Somebody found that the own body is not competent. */
  NO_JURISDICTION_FOUND,
  /** Handed on with its documents: an offer to another agency, form 03. */
  PASSED_ON,
  /** The other agency took it over; it leads from now on. */
  PASS_ACCEPTED,
  /** The other agency said no: the one that leads must decide again. */
  PASS_REJECTED,
  /** The offer was taken back: the same. */
  PASS_WITHDRAWN,
  /** It was said what it is (TTLT 01/2017 art. 8.1–8.2). */
  CLASSIFIED,
  /** The head assigned an investigator and told the procuracy (TTLT 01/2017 art. 9). */
  ASSIGNED,
  /** The procuracy was told of the receipt (BLTTHS art. 146.5). */
  PROCURACY_TOLD_RECEIVED,
  /** The reporter was told of the receipt, or the notice is not owed (TTLT 01/2017 art. 14.1). */
  REPORTER_TOLD_RECEIVED,
  /** The head prolonged the verification: complex, or several places (BLTTHS art. 147.2). */
  MADE_COMPLEX,
  /** The investigator reported that the verification is over (TT 28/2020 art. 15). */
  CLOSING_REPORTED,
  /** The procuracy was asked for more time (BLTTHS art. 147.2). */
  EXTENSION_REQUESTED,
  /** The procuracy answered that, whatever the answer (TTLT 01/2017 art. 11.2). */
  EXTENSION_DECIDED,
  /** The procuracy gave more time: reported beside {@link #EXTENSION_DECIDED}. */
  EXTENDED,
  /** One of the three decisions was made; reported beside which one it was. */
  DECIDED,
  NOT_PROSECUTED,
  PROSECUTED,
  /** The resolution is over, whatever the result. */
  CLOSED,
  /** The decision was sent to the procuracy. */
  DECISION_SENT,
  /** The reporter was told the result, or the notice is not owed (TTLT 01/2017 art. 14.3). */
  REPORTER_TOLD_RESULT,
  /** The verification was suspended (BLTTHS art. 148). */
  SUSPENDED,
  REPORTER_TOLD_SUSPENDED,
  REPORTER_TOLD_RESUMED,
  /** It goes on, or the procuracy annulled the suspension and that was received (art. 148, 149). */
  RESUMED,
  /** The decision to resume was sent to those it concerns (BLTTHS art. 149.2). */
  RESUMPTION_SENT,
  /** The procuracy demanded in writing that something be mended (TTLT 01/2017 art. 5.2b). */
  PROCURACY_DEMANDED,
  /** It was mended. */
  DEMAND_MET,
  /** The procuracy takes the matter over (BLTTHS art. 146.2). */
  TAKEN_OVER,
  /** The procuracy has the file. */
  FILE_HANDED_OVER,
  /** Not a crime, but an administrative offence: reported beside {@link #NOT_PROSECUTED}. */
  ADMIN_OFFENCE_FOUND,
  /** Whoever may fine it has the file (TTLT 01/2017 art. 16). */
  ADMIN_FILE_SENT,
  /**
   * The border guard's case is with the investigating body (law on investigating bodies art. 32).
   */
  BORDER_FILE_SENT,
  /** The child is safe (decree 56/2017 art. 26.3). */
  CHILD_HELPED,
  /** Whoever asked got an answer: an own one, not a notice of the law. */
  ANSWERED,
  /** A person who says to be a victim came or was brought in (law 53/2024 art. 27). */
  VICTIM_REPORTED,
  /** Who is neither a People's Committee nor the health authority has that person before it. */
  PERSON_MET,
  /** That person is at the commune's People's Committee. */
  PERSON_BROUGHT,
  /** The provincial health authority knows of the person. */
  HEALTH_TOLD,
  /** The first verification is done. */
  INITIALLY_VERIFIED,
  /** The police were asked whether the person is a victim. */
  IDENTIFICATION_ASKED,
  /** They were asked, and the case is complex. */
  IDENTIFICATION_COMPLEX,
  IDENTIFIED,
  /** The person is a victim by law; support begins. */
  VICTIM_CONFIRMED,
  /** Health insurance for the first year is paid, or there was one. */
  INSURED,
  /** Personal data got out. */
  DATA_BREACHED,
  BREACH_NOTIFIED,
  /** Somebody wants their data restricted, given out or deleted. */
  DATA_REQUESTED,
  /** They were told that it is here, and by when it will be done. */
  DATA_REQUEST_REPLIED,
  /** It was done, or refused with reasons. */
  DATA_ANSWERED,
  /**
   * It goes on by itself again after it was one with another report: what came of that one is not
   * owed to its reporter any more.
   */
  MERGE_UNDONE,
  /**
   * Nothing more is owed: not a report, a part of its whole again. All clocks end but of privacy.
   */
  ENDED
}
