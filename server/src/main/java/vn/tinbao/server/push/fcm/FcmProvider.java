package vn.tinbao.server.push.fcm;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.push.PushNote;
import vn.tinbao.server.push.PushProvider;
import vn.tinbao.server.push.PushResult;
import vn.tinbao.server.push.PushTarget;
import vn.tinbao.server.push.TopicNews;
import vn.tinbao.server.push.TopicProvider;

/** Push by Firebase: data messages only, so that the app decides what is shown. */
@Singleton
final class FcmProvider implements PushProvider, TopicProvider {
  private static final Logger LOG = LoggerFactory.getLogger(FcmProvider.class);
  static final String NAME = "fcm";

  /**
   * What an officer's locked phone shows, the same for everything: Attach shows a data message that
   * is not silent and glues it together without escaping, so no quotes here.
   */
  private static final Map<String, String> SHOWN =
      Map.of("title", "Thông báo mới", "body", "Mở ứng dụng để xem");

  private final FcmApp app;
  private final FcmSettings settings;

  FcmProvider(FcmApp app, FcmSettings settings) {
    this.app = app;
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean byToken() {
    return true;
  }

  @Override
  public PushResult send(PushNote note, PushTarget target) {
    String token = target.token();
    if (token == null || token.isBlank()) {
      return new PushResult.Unregistered();
    }
    Message.Builder message = message(note).setToken(token);
    return send(
        note.silent()
            ? message
                .putData("silent", "true")
                .setAndroidConfig(android(note, AndroidConfig.Priority.NORMAL))
                .build()
            : message
                .putAllData(SHOWN)
                .setAndroidConfig(android(note, AndroidConfig.Priority.HIGH))
                .build());
  }

  /** Silent: nothing appears by itself on the phone of somebody who may be watched. */
  @Override
  public PushResult send(TopicNews.News news) {
    PushNote note = new PushNote(news.id(), news.kind(), news.ref(), true);
    return send(
        message(note)
            .setTopic(news.topic().toString())
            .putData("title", news.text().title())
            .putData("body", news.text().text())
            .putData("until", news.validUntil().truncatedTo(ChronoUnit.SECONDS).toString())
            .putData("silent", "true")
            .setAndroidConfig(android(note, AndroidConfig.Priority.NORMAL))
            .build());
  }

  /** A repeated push replaces the earlier one on a phone that was off. */
  private AndroidConfig android(PushNote note, AndroidConfig.Priority priority) {
    return AndroidConfig.builder()
        .setPriority(priority)
        .setTtl(settings.timeToLive().toMillis())
        .setCollapseKey(note.ref().toString())
        .build();
  }

  private static Message.Builder message(PushNote note) {
    return Message.builder()
        .putData("id", note.id().toString())
        .putData("type", note.topic())
        .putData("ref", note.ref().toString());
  }

  private PushResult send(Message message) {
    try {
      var unused = app.messaging().send(message);
      return new PushResult.Accepted();
    } catch (FirebaseMessagingException e) {
      PushResult result = FcmAnswers.of(e);
      if (result instanceof PushResult.Refused refused) {
        LOG.error("Firebase takes no such message: {}", refused.why());
      }
      return result;
    } catch (RuntimeException e) {
      // The SDK throws unchecked when it gets no access token.
      LOG.warn("Firebase cannot be asked: {}", e.getClass().getSimpleName());
      return new PushResult.Retry("CREDENTIALS", null);
    }
  }
}
