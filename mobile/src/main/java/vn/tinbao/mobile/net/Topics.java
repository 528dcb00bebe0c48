package vn.tinbao.mobile.net;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.Reach;
import vn.tinbao.mobile.net.wire.TopicNews;
import vn.tinbao.mobile.net.wire.TopicWish;

/**
 * News about places, without an account: the server keeps nowhere who follows what. A phone with a
 * push provider is subscribed there, one change at a time; every other one asks. Blocks; not for
 * the screen thread.
 */
public final class Topics {
  /** As many as the server answers at once: commune and province, and one place more or so. */
  public static final int MOST = 6;

  private static final Pattern NAME = Pattern.compile("u-\\d{2,10}-\\d{8}-(vi|en)");

  private final Api api;

  public Topics(Api api) {
    this.api = api;
  }

  /**
   * The name of a topic, such as {@code u-06286-20250701-vi}.
   *
   * @param unitCode official code
   * @param validFrom first day of the unit, {@code 2025-07-01}
   * @param language {@code vi} or {@code en}
   * @return empty when these make none
   */
  public static Optional<String> name(String unitCode, String validFrom, String language) {
    String name = "u-" + unitCode + "-" + validFrom.replace("-", "") + "-" + language;
    return NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }

  /** All news that is valid now; the newest first. What was seen before, the caller knows. */
  public Answer<List<TopicNews>> news(Set<String> topics) {
    return topics.isEmpty() ? new Answer.Ok<>(List.of()) : api.topicNews(few(topics));
  }

  /** Hints while the app is open, each: ask {@link #news}; and ask after every connection. */
  public EventStream events(
      Set<String> topics, EventStream.Listener listener, EventStream.Pace pace) {
    return api.topicEvents(few(topics), listener, pace);
  }

  /**
   * Brings a push provider to what the person wants, one change after the other.
   *
   * @param wanted topics that are followed
   * @param told topics that the provider was told of before
   * @return topics that the provider has been told of now: the same as {@code wanted}, without
   *     those that the server knows nothing of, when all went well; else the caller keeps it and
   *     comes back later
   */
  public Told settle(String provider, String token, Set<String> wanted, Set<String> told) {
    Set<String> now = new LinkedHashSet<>(told);
    for (String topic : few(wanted)) {
      if (!told.contains(topic)) {
        Answer<Reach> answer = api.wish(new TopicWish(provider, token, topic, true));
        if (isUnknown(answer)) {
          // A place that is no more: it must not keep the others from being followed.
          continue;
        }
        if (!(answer instanceof Answer.Ok<Reach> ok)) {
          return new Told(now, false, answer instanceof Answer.Refused<Reach> no ? no.status() : 0);
        }
        if (!ok.value().reachedBy().equals(provider)) {
          return new Told(Set.of(), true, null);
        }
        now.add(topic);
      }
    }
    for (String topic : told) {
      if (!wanted.contains(topic)) {
        Answer<Reach> answer = api.wish(new TopicWish(provider, token, topic, false));
        if (!(answer instanceof Answer.Ok) && !isUnknown(answer)) {
          return new Told(now, false, answer instanceof Answer.Refused<Reach> no ? no.status() : 0);
        }
        now.remove(topic);
      }
    }
    return new Told(now, false, null);
  }

  private static boolean isUnknown(Answer<Reach> answer) {
    return answer instanceof Answer.Refused<Reach> no && no.status() == 404;
  }

  /**
   * How far it came.
   *
   * @param topics that the provider knows of
   * @param relay whether the server does not use this provider: the phone has to ask
   * @param stopped null when it came through; 0 when nobody answered; else the status of the
   *     server's no, such as 410 for a token that is good no more
   */
  public record Told(Set<String> topics, boolean relay, @Nullable Integer stopped) {
    public Told {
      topics = Set.copyOf(topics);
    }
  }

  private static List<String> few(Set<String> topics) {
    return topics.stream().filter(topic -> NAME.matcher(topic).matches()).limit(MOST).toList();
  }
}
