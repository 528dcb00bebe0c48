package vn.tinbao.server.push.fcm;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.TopicManagementResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.push.PushResult;
import vn.tinbao.server.push.TopicName;
import vn.tinbao.server.push.TopicSubscriptions;

/** Subscribes one phone at a time to a topic of Firebase: one request each. */
@Singleton
final class FcmTopics implements TopicSubscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(FcmTopics.class);

  private final FcmApp app;

  FcmTopics(FcmApp app) {
    this.app = app;
  }

  @Override
  public String name() {
    return FcmProvider.NAME;
  }

  @Override
  public PushResult follow(String token, TopicName topic) {
    return ask(() -> app.messaging().subscribeToTopic(List.of(token), topic.toString()));
  }

  @Override
  public PushResult unfollow(String token, TopicName topic) {
    return ask(() -> app.messaging().unsubscribeFromTopic(List.of(token), topic.toString()));
  }

  private interface Question {
    TopicManagementResponse ask() throws FirebaseMessagingException;
  }

  private static PushResult ask(Question question) {
    try {
      TopicManagementResponse answer = question.ask();
      return answer.getSuccessCount() == 1
          ? new PushResult.Accepted()
          : of(answer.getErrors().isEmpty() ? "" : answer.getErrors().get(0).getReason());
    } catch (FirebaseMessagingException e) {
      return FcmAnswers.of(e);
    } catch (RuntimeException e) {
      LOG.warn("Firebase cannot be asked about topics: {}", e.getClass().getSimpleName());
      return new PushResult.Retry("CREDENTIALS", null);
    }
  }

  /** The SDK gives a reason in one of two spellings, by age of the way it went. */
  static PushResult of(String reason) {
    String code = reason.toUpperCase(Locale.ROOT).replace('-', '_');
    return switch (code) {
      case "UNREGISTERED", "NOT_FOUND", "REGISTRATION_TOKEN_NOT_REGISTERED", "SENDER_ID_MISMATCH" ->
          new PushResult.Unregistered();
      case "INVALID_ARGUMENT", "TOO_MANY_TOPICS" -> new PushResult.Refused(code);
      default -> new PushResult.Retry(code.isEmpty() ? "UNKNOWN" : code, null);
    };
  }
}
