package vn.tinbao.server.campaign.sending;

/** Why a sending is paused. */
public enum PauseReason {
  /** Somebody asked for it. */
  BY_HAND,
  /** Too many messages failed within a short time; {@link Progress#errorCode} names the error. */
  ERRORS
}
