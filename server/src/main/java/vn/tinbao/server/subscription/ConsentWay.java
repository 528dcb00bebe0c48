package vn.tinbao.server.subscription;

/** How somebody agreed, or left. */
public enum ConsentWay {
  /** By a word sent to the hotline's number. */
  SMS,
  /** On the web, with a code that was sent to the number. */
  WEB,
  /** By the link in a message. */
  LINK,
  /** Told to staff. */
  STAFF,
  /** On a list that an agency brought. */
  LIST,
  /** Told to an operator or the gateway. */
  PROVIDER
}
