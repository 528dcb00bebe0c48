package vn.tinbao.server.push.fcm;

import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.push.PushResult;

/**
 * What an error of Firebase means for a push: the one place for its codes
 * (firebase.google.com/docs/cloud-messaging/error-codes).
 */
final class FcmAnswers {
  /** Google asks for at least this when the quota is used up and it names no time. */
  private static final Duration QUOTA = Duration.ofMinutes(1);

  private FcmAnswers() {}

  static PushResult of(FirebaseMessagingException error) {
    FcmBusyException busy = busy(error);
    if (busy != null) {
      return new PushResult.Retry("UNAVAILABLE", busy.after());
    }
    MessagingErrorCode code = error.getMessagingErrorCode();
    if (code == null) {
      // No answer of Firebase, or one it does not document.
      return status(error) == 400
          ? new PushResult.Refused("HTTP_400")
          : new PushResult.Retry(status(error) == 0 ? "NO_ANSWER" : "HTTP_" + status(error), null);
    }
    return switch (code) {
      // The app was removed, or its data cleared.
      case UNREGISTERED -> new PushResult.Unregistered();
      // The token belongs to another Firebase project.
      case SENDER_ID_MISMATCH -> new PushResult.Unregistered();
      // The same code for a bad token and for a bad message: only the sentence tells.
      case INVALID_ARGUMENT ->
          String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("registration token")
              ? new PushResult.Unregistered()
              : new PushResult.Refused(code.name());
      case QUOTA_EXCEEDED -> new PushResult.Retry(code.name(), longer(QUOTA, retryAfter(error)));
      case UNAVAILABLE, INTERNAL -> new PushResult.Retry(code.name(), retryAfter(error));
      // Our key is wrong, or Apple's at Google's: somebody must mend that; meanwhile it waits.
      case THIRD_PARTY_AUTH_ERROR -> new PushResult.Retry(code.name(), null);
    };
  }

  private static @Nullable FcmBusyException busy(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof FcmBusyException busy) {
        return busy;
      }
    }
    return null;
  }

  private static int status(FirebaseMessagingException error) {
    IncomingHttpResponse response = error.getHttpResponse();
    return response == null ? 0 : response.getStatusCode();
  }

  private static @Nullable Duration retryAfter(FirebaseMessagingException error) {
    IncomingHttpResponse response = error.getHttpResponse();
    if (response == null) {
      return null;
    }
    return response.getHeaders().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("retry-after"))
        .map(header -> String.valueOf(header.getValue()).replaceAll("[\\[\\]]", ""))
        .map(FcmResponse::retryAfter)
        .findFirst()
        .orElse(null);
  }

  private static Duration longer(Duration least, @Nullable Duration asked) {
    return asked == null || asked.compareTo(least) < 0 ? least : asked;
  }
}
