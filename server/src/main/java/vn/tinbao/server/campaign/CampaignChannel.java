package vn.tinbao.server.campaign;

/** A way in which a content reaches people; one content is adapted to each. */
public enum CampaignChannel {
  /** To subscribers, one row a recipient. */
  SMS(0, 1_000, true),
  /** To topics: title and a sentence on the screen of a phone. */
  PUSH(80, 240, true),
  /** On the public site and in the app. */
  ARTICLE(200, 20_000, true),
  /** Poster and leaflet: headline and the few words below it. */
  POSTER(120, 1_200, false),
  /** Read out by loudspeaker. */
  SCRIPT(200, 8_000, false),
  /** For Facebook and Zalo. */
  POST(200, 4_000, false),
  /** Asks a telecom company to send a text (công văn). */
  LETTER(300, 6_000, false);

  private final int longestTitle;
  private final int longestBody;
  private final boolean sent;

  CampaignChannel(int longestTitle, int longestBody, boolean sent) {
    this.longestTitle = longestTitle;
    this.longestBody = longestBody;
    this.sent = sent;
  }

  /** Most characters of its title; 0: it has none. */
  public int longestTitle() {
    return longestTitle;
  }

  /** Most characters of its text. */
  public int longestBody() {
    return longestBody;
  }

  /** Whether the house sends or shows it itself; else it is downloaded and carried on by people. */
  public boolean sent() {
    return sent;
  }
}
