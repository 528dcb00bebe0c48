package vn.tinbao.server.push;

/**
 * Port: tells whoever follows a public topic that there is news. The provider fans out, not we.
 *
 * <p>Contract: as {@link PushProvider}. A repeated id is the same news: the app looks again.
 */
public interface TopicProvider {

  /** Short name for figures and logs. */
  String name();

  /** Hands it over. {@link PushResult.Unregistered} is no answer here. */
  PushResult send(PushNote note, TopicName topic);
}
