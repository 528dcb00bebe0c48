package vn.tinbao.server.push;

/**
 * Port: a push provider that keeps who follows a topic, because the app cannot tell it by itself.
 * We hand the wish on and keep nothing of it. Calls may be repeated.
 */
public interface TopicSubscriptions {

  /** Name of the provider. */
  String name();

  /** From now on this device gets what is sent to the topic. Blocks ten seconds at most. */
  PushResult follow(String token, TopicName topic);

  /** From now on it does not. Blocks ten seconds at most. */
  PushResult unfollow(String token, TopicName topic);
}
