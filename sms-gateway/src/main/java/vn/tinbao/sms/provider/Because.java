package vn.tinbao.sms.provider;

/** Why a message was not, or will not be, delivered; providers translate their codes into it. */
public enum Because {
  /** May work later: handset off, roaming, the network is busy. */
  FOR_NOW,
  /** The number is wrong, or reaches no mobile phone: nothing need be tried there again. */
  NUMBER,
  /** The recipient wants no messages from this sender, and the provider holds to it. */
  OPT_OUT,
  /** The text is filtered, too long or not allowed. */
  TEXT,
  /** Its validity ran out on the way. */
  TOO_LATE,
  /** Anything else, or no reason given. */
  OTHER
}
