package vn.tinbao.sms.queue;

/** Whether the messages of a campaign may go. */
enum CampaignState {
  RUNNING,
  /** Waits until somebody releases it. */
  HELD,
  /** Nothing more of it is ever sent. */
  CANCELED
}
