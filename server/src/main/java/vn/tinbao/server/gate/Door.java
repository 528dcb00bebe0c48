package vn.tinbao.server.gate;

/** What somebody outside wants to do. */
public enum Door {
  /** Send a report. */
  REPORT,
  /** Add a message to a report. */
  MESSAGE,
  /** Open a report by its receipt code. */
  LOOK_UP,
  /** Ask for a code by SMS, to join or leave campaign messages: each costs the house a message. */
  SUBSCRIBE
}
