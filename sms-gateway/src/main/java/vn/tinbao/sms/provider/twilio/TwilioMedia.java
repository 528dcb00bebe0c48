package vn.tinbao.sms.provider.twilio;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.InboundMedia;

/**
 * Fetches the pictures that came with messages. Their addresses are other people's words: our
 * password goes to our own account at Twilio and nowhere else, and where Twilio sends us on we
 * follow only to its own hosts, without the password.
 */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioMedia {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioMedia.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final int AT_ONCE = 4;
  private static final int MOST_MOVES = 3;

  private final InboundMedia media;
  private final SendOnceHttp http;
  private final TwilioAccount account;
  private final TwilioInboundSettings settings;
  private @Nullable TwilioWorker worker;
  private Runnable stopListening = () -> {};

  TwilioMedia(
      InboundMedia media,
      SendOnceHttp http,
      TwilioAccount account,
      TwilioInboundSettings settings) {
    this.media = media;
    this.http = http;
    this.account = account;
    this.settings = settings;
  }

  @EventListener
  synchronized void start(ServerStartupEvent event) {
    if (worker == null) {
      TwilioWorker started = TwilioWorker.start("twilio-media", EVERY, this::fetchAll);
      worker = started;
      stopListening = media.onArrival(started::wake);
    }
  }

  /** Until nothing waits; how many were looked at. */
  int fetchAll() {
    int looked = 0;
    while (true) {
      List<InboundMedia.Waiting> waiting = media.claim(TwilioProvider.NAME, AT_ONCE, LEASE);
      if (waiting.isEmpty()) {
        return looked;
      }
      waiting.forEach(this::fetch);
      looked += waiting.size();
    }
  }

  private void fetch(InboundMedia.Waiting waiting) {
    Optional<URI> address = ours(waiting.url());
    if (address.isEmpty()) {
      media.failed(waiting.id(), "FOREIGN_ADDRESS");
      return;
    }
    try {
      SendOnceHttp.Got got = follow(address.get());
      if (got.status() != 200) {
        media.notFetched(waiting.id(), "HTTP_" + got.status());
      } else if (got.content().length > media.mostBytes()) {
        media.failed(waiting.id(), "TOO_LARGE");
      } else if (media.fetched(waiting.id(), got.content(), got.type())) {
        delete(address.get(), waiting);
      }
    } catch (ForeignAddress e) {
      media.failed(waiting.id(), "FOREIGN_ADDRESS");
    } catch (CallFailed e) {
      media.notFetched(waiting.id(), e.code());
    }
  }

  @SuppressWarnings("serial")
  private static final class ForeignAddress extends RuntimeException {}

  /** An address of our account at Twilio. */
  private Optional<URI> ours(String url) {
    URI service = account.apiUrl();
    String start = "/2010-04-01/Accounts/" + account.sid() + "/Messages/";
    return uri(url)
        .filter(
            asked ->
                service.getScheme().equals(asked.getScheme())
                    && service.getRawAuthority().equals(asked.getRawAuthority())
                    && asked.getRawPath().startsWith(start)
                    && !asked.getRawPath().contains(".."));
  }

  private SendOnceHttp.Got follow(URI address) {
    SendOnceHttp.Got got = http.get(address, true, media.mostBytes());
    for (int moves = 0; got.location() != null && moves < MOST_MOVES; moves++) {
      URI next = uri(got.location()).orElseThrow(ForeignAddress::new);
      if (!"https".equals(next.getScheme())
          || next.getRawUserInfo() != null
          || !settings.mayBeSentTo(next.getHost())) {
        throw new ForeignAddress();
      }
      got = http.get(next, false, media.mostBytes());
    }
    return got;
  }

  private static Optional<URI> uri(String written) {
    try {
      URI uri = URI.create(written);
      return uri.getHost() == null || uri.getRawPath() == null
          ? Optional.empty()
          : Optional.of(uri);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is left there when this fails stays there: it is written to the log. */
  private void delete(URI address, InboundMedia.Waiting waiting) {
    if (!settings.deleteMedia()) {
      return;
    }
    try {
      http.delete(URI.create(address + ".json"));
    } catch (CallFailed e) {
      LOG.warn("Twilio keeps its copy of media {}: {}", waiting.id(), e.code());
    }
  }

  @PreDestroy
  synchronized void stop() {
    stopListening.run();
    if (worker != null) {
      worker.close();
    }
  }
}
