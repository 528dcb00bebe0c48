package vn.tinbao.server.push;

/**
 * Port: tells whoever follows a public topic that there is news. The provider fans out, not we.
 *
 * <p>Contract: as {@link PushProvider}, but it carries the public title and text, so that phones
 * need not ask for it all at once. A repeated id is the same news: the app shows it once, by
 * however many topics it came.
 */
public interface TopicProvider {

  /** Short name for figures and logs. */
  String name();

  /** Hands it over. {@link PushResult.Unregistered} is no answer here. */
  PushResult send(TopicNews.News news);
}
