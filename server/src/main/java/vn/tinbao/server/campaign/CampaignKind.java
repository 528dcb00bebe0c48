package vn.tinbao.server.campaign;

/** What a campaign is for; the founding plans name each of them. */
public enum CampaignKind {
  /** 30 July, the world's day and the people's day against trafficking (QĐ 793/QĐ-TTg, 2016). */
  WORLD_DAY,
  /** A dated window in which everybody looks closer, such as 01/07–30/09. */
  CRACKDOWN,
  /** A column every month. */
  MONTHLY_COLUMN,
  /** Pupils, parents, teachers. */
  SCHOOL,
  /** Communes at the border and at gates. */
  BORDER,
  /** A warning of one new trick. */
  WARNING,
  /** Colleagues are called to duty; never shown to the public. */
  DUTY_CALL
}
