package vn.tinbao.sms.queue;

/** What a message is for; decides which goes first and what happens when an outcome is unknown. */
public enum MessageClass {
  /** Answer to somebody who wrote to us. At least once. */
  REPLY(0, true),
  /** Somebody may be in danger. At least once. */
  ALERT(1, true),
  /** To many, about the cause. At most once. */
  AWARENESS(2, false);

  private final int lane;
  private final boolean resent;

  MessageClass(int lane, boolean resent) {
    this.lane = lane;
    this.resent = resent;
  }

  /** Smaller goes first. */
  public int lane() {
    return lane;
  }

  static MessageClass ofLane(int lane) {
    for (MessageClass messageClass : values()) {
      if (messageClass.lane == lane) {
        return messageClass;
      }
    }
    throw new IllegalArgumentException("No lane " + lane);
  }

  /** True: sent once more when nobody knows whether it was sent. */
  public boolean resentWhenUnknown() {
    return resent;
  }
}
