package vn.tinbao.server.campaign.sending;

/** Where a sending is. */
public enum Stage {
  /** Its recipients are being written down; nothing is sent. */
  FREEZING,
  /** Its recipients are fixed and counted; it waits for its start. */
  FROZEN,
  /** Messages go. */
  SENDING,
  /** Nothing more is handed to operators until somebody resumes it. */
  PAUSED,
  /** Every recipient has an outcome, or is waited for by the operator only. */
  DONE,
  /** Stopped for good; what was not with an operator is never sent. */
  STOPPED
}
