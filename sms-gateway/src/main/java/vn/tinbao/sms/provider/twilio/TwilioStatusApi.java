package vn.tinbao.sms.provider.twilio;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.StatusDesk;

/**
 * Where Twilio tells what became of a message. The address carries our id: the call may come before
 * the answer that tells us Twilio's.
 */
@Controller(TwilioStatusApi.PATH)
@ProviderNamed(TwilioProvider.NAME)
class TwilioStatusApi {
  static final String PATH = "/twilio/status";
  private static final Logger LOG = LoggerFactory.getLogger(TwilioStatusApi.class);

  private final TwilioCalls calls;
  private final TwilioErrors errors;
  private final StatusDesk desk;

  TwilioStatusApi(TwilioCalls calls, TwilioErrors errors, StatusDesk desk) {
    this.calls = calls;
    this.errors = errors;
    this.desk = desk;
  }

  /** 204 when it is committed, 403 for a stranger, 400 for nonsense, 503: call again. */
  @Post("/{id}")
  @Consumes(MediaType.ALL)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> news(String id, HttpRequest<?> request, @Nullable @Body byte[] body) {
    Optional<Fields> call = calls.read(request, body == null ? new byte[0] : body);
    if (call.isEmpty()) {
      return HttpResponse.status(HttpStatus.FORBIDDEN);
    }
    Optional<UUID> message = uuid(id);
    Optional<String> sid = TwilioIds.message(call.get());
    Optional<String> word = call.get().filled("MessageStatus");
    if (message.isEmpty() || sid.isEmpty() || word.isEmpty()) {
      return HttpResponse.badRequest();
    }
    try {
      desk.accept(
          errors.news(
              message.get(), sid.get(), word.get(), call.get().filled("ErrorCode").orElse(null)));
      return HttpResponse.noContent();
    } catch (RuntimeException e) {
      LOG.warn("News about SMS {} cannot be written: {}", id, e.getClass().getSimpleName());
      return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
    }
  }

  private static Optional<UUID> uuid(String id) {
    try {
      return id.length() == 36 ? Optional.of(UUID.fromString(id)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
