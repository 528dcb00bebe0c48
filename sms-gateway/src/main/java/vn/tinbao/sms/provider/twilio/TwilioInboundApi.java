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
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.ProviderNamed;

/**
 * Where Twilio brings what people wrote. Answered after the commit, without words of ours: a reply
 * goes through the queue, so that a call that is repeated does not repeat the reply.
 */
@Controller(TwilioInboundApi.PATH)
@ProviderNamed(TwilioProvider.NAME)
class TwilioInboundApi {
  static final String PATH = "/twilio/inbound";
  private static final Logger LOG = LoggerFactory.getLogger(TwilioInboundApi.class);
  private static final String NOTHING_TO_SAY = "<Response/>";

  private final TwilioCalls calls;
  private final TwilioInbox inbox;
  private final TwilioOptOuts optOuts;
  private final Clock clock;

  TwilioInboundApi(TwilioCalls calls, TwilioInbox inbox, TwilioOptOuts optOuts, Clock clock) {
    this.calls = calls;
    this.inbox = inbox;
    this.optOuts = optOuts;
    this.clock = clock;
  }

  /** 200 when it is committed, 403 for a stranger, 400 for nonsense, 503: keep it, call again. */
  @Post
  @Consumes(MediaType.ALL)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> message(HttpRequest<?> request, @Nullable @Body byte[] body) {
    Optional<Fields> read = calls.read(request, body == null ? new byte[0] : body);
    if (read.isEmpty()) {
      return HttpResponse.status(HttpStatus.FORBIDDEN);
    }
    Fields call = read.get();
    Optional<String> sid = TwilioIds.message(call);
    if (sid.isEmpty() || call.filled("From").isEmpty()) {
      return HttpResponse.badRequest();
    }
    try {
      inbox.take(
          sid.get(),
          call.text("From"),
          call.text("To"),
          call.text("Body"),
          clock.instant(),
          TwilioInbox.media(call));
      if (call.filled("OptOutType").isPresent()) {
        PhoneNumber.parse(call.text("From"))
            .ifPresent(from -> optOuts.heard(from, call.text("OptOutType")));
      }
    } catch (RuntimeException e) {
      LOG.warn("An SMS cannot be taken now: {}", e.getClass().getSimpleName());
      return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
    }
    return HttpResponse.ok(NOTHING_TO_SAY).contentType(MediaType.TEXT_XML_TYPE);
  }
}
