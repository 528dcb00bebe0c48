package vn.tinbao.mobile.citizen;

/** How far a tip has come, as the person sees it. */
public enum TipStage {
  /** Kept on this phone, nowhere else yet. */
  SAVED,
  /** On the line in this moment. */
  SENDING,
  /** The server will not take it as it is; it is still on this phone. */
  REFUSED,
  /** The server holds it. */
  RECEIVED,
  /** Somebody of the agency has read it. */
  READ
}
