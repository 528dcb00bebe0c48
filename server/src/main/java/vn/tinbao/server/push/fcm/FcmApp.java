package vn.tinbao.server.push.fcm;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;

/** One connection to Firebase for the life of this process. */
@Singleton
final class FcmApp {
  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/firebase.messaging");

  private final FirebaseApp app;
  private final FirebaseMessaging messaging;

  /**
   * @throws ConfigurationException when the credentials cannot be read
   */
  FcmApp(FcmSettings settings) {
    FcmTransport transport =
        new FcmTransport(settings.connect(), settings.answer(), settings.endpoint());
    FirebaseOptions.Builder options =
        FirebaseOptions.builder()
            .setCredentials(credentials(settings, transport))
            .setHttpTransport(transport);
    String project = settings.project();
    if (project != null && !project.isBlank()) {
      options.setProjectId(project.strip());
    }
    try {
      this.app = FirebaseApp.initializeApp(options.build(), "tinbao-" + UUID.randomUUID());
      this.messaging = FirebaseMessaging.getInstance(app);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw unusable(settings, e);
    }
  }

  private static GoogleCredentials credentials(FcmSettings settings, FcmTransport transport) {
    try (InputStream file = Files.newInputStream(settings.credentials())) {
      return GoogleCredentials.fromStream(file, () -> transport).createScoped(SCOPES);
    } catch (IOException | RuntimeException e) {
      throw unusable(settings, e);
    }
  }

  private static ConfigurationException unusable(FcmSettings settings, Exception e) {
    return new ConfigurationException(
        "tinbao.push.fcm.credentials: "
            + settings.credentials()
            + " is no key of a Firebase service account that can be used ("
            + e.getClass().getSimpleName()
            + ")",
        e);
  }

  FirebaseMessaging messaging() {
    return messaging;
  }

  @PreDestroy
  void close() {
    app.delete();
  }
}
