package vn.tinbao.server.attachment;

/** Who brought a file to a tip: that says who may have it. */
public enum Origin {
  /** Whoever reports. */
  REPORTER,
  /** An officer in the field; never for the reporter. */
  OFFICER,
  /** Staff of the agency, for the reporter. */
  AGENCY
}
