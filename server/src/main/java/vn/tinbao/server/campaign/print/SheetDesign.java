package vn.tinbao.server.campaign.print;

/** How a sheet looks; the words are the same on each. */
public enum SheetDesign {
  /** The house's colour above, white below, waves of a signal. */
  SIGNAL,
  /** Dark, with the light of a lamp over the headline. */
  LAMP,
  /** Light, in a red frame, with an open hand that says stop. */
  HAND
}
