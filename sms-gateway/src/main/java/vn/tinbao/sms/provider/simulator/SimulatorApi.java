package vn.tinbao.sms.provider.simulator;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.web.Problem;
import vn.tinbao.sms.web.Problem.Violation;
import vn.tinbao.sms.web.Words;

/** The simulated phones by HTTP, for the page and for tests. */
@Controller("/simulator/api")
@ProviderNamed(SimulatorProvider.NAME)
@SimulatorDoors
class SimulatorApi {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorApi.class);

  /** Our numbers: short codes and long ones. */
  private static final Pattern HOTLINE = Pattern.compile("\\+?\\d{3,15}");

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final SimulatedKeyboard keyboard;
  private final SimulatedPhones phones;
  private final SimulatedNetwork network;
  private final SimulatorSettings settings;

  SimulatorApi(
      SimulatedKeyboard keyboard,
      SimulatedPhones phones,
      SimulatedNetwork network,
      SimulatorSettings settings) {
    this.keyboard = keyboard;
    this.phones = phones;
    this.network = network;
    this.settings = settings;
  }

  /** A message typed on a phone. */
  @Serdeable
  record Typed(@Nullable String from, @Nullable String to, @Nullable String text) {}

  /** The id under which the hotline has it. */
  @Serdeable
  record Taken(String id) {}

  /**
   * Sends a message from a phone to the hotline: 202 when it is in the database, 400 when it cannot
   * be a message, 503 when the hotline cannot take it now.
   */
  @Post("/messages")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> type(@Body Typed typed, HttpRequest<?> request) {
    Words words = Words.of(request);
    List<Violation> violations = new ArrayList<>();
    Optional<PhoneNumber> from = PhoneNumber.parse(Objects.requireNonNullElse(typed.from(), ""));
    if (from.isEmpty()) {
      violations.add(new Violation("from", words.get("simulator.from.bad")));
    }
    String to = Objects.requireNonNullElse(typed.to(), settings.hotline()).strip();
    if (!HOTLINE.matcher(to).matches()) {
      violations.add(new Violation("to", words.get("simulator.to.bad")));
    }
    String text = Objects.requireNonNullElse(typed.text(), "");
    if (text.isBlank()) {
      violations.add(new Violation("text", words.get("simulator.text.empty")));
    } else if (text.length() > OutboundSms.LONGEST) {
      violations.add(new Violation("text", words.get("simulator.text.long", OutboundSms.LONGEST)));
    }
    if (from.isEmpty() || !violations.isEmpty()) {
      return bad(words, violations);
    }
    PhoneNumber sender = from.get();
    return answered(
        words, () -> HttpResponse.accepted().body(new Taken(keyboard.type(sender, to, text).id())));
  }

  /** The phone whose last message comes again. */
  @Serdeable
  record Again(@Nullable String from) {}

  /**
   * What became of it.
   *
   * @param isNew true: the hotline keeps it as a second message; false: it knew it and kept nothing
   */
  @Serdeable
  record Repeated(String id, boolean isNew) {}

  /**
   * The network repeats the last message of a phone: 202 when the hotline has answered, 400 when
   * there is none, 503 as for a new one.
   */
  @Post("/repeats")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> repeat(@Body Again again, HttpRequest<?> request) {
    Words words = Words.of(request);
    Optional<PhoneNumber> from = PhoneNumber.parse(Objects.requireNonNullElse(again.from(), ""));
    if (from.isEmpty()) {
      return bad(words, List.of(new Violation("from", words.get("simulator.from.bad"))));
    }
    return answered(
        words,
        () ->
            keyboard
                .repeat(from.get())
                .<HttpResponse<?>>map(
                    arrival ->
                        HttpResponse.accepted()
                            .body(new Repeated(arrival.id().toString(), arrival.isNew())))
                .orElseGet(
                    () ->
                        bad(
                            words,
                            List.of(new Violation("from", words.get("simulator.repeat.none"))))));
  }

  /** 503 for whatever keeps the hotline from having it: the network must know to keep it. */
  private static HttpResponse<?> answered(Words words, Supplier<HttpResponse<?>> work) {
    try {
      return work.get();
    } catch (SimulatedKeyboard.NoConnection e) {
      return unavailable(words, words.get("simulator.down"));
    } catch (KeyFileException e) {
      LOG.warn("{}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("A message could not be taken: {}", e.getClass().getSimpleName());
    }
    return unavailable(words, words.get("problem.503"));
  }

  private static HttpResponse<?> unavailable(Words words, String detail) {
    return Problem.answer(
        HttpStatus.SERVICE_UNAVAILABLE, words.get("problem.503.title"), detail, List.of());
  }

  /** Switches of the network to change; null: as it is. */
  @Serdeable
  record Switches(
      @Nullable SimulatedFault fault,
      SimulatedNetwork.@Nullable Connection connection,
      @Nullable Boolean inParts,
      @Nullable Boolean numbered) {}

  /** How the network behaves at the moment. */
  @Get("/network")
  SimulatedNetwork.State network() {
    return network.state();
  }

  /** Changes how the network behaves; answers how it does now. */
  @Post("/network")
  SimulatedNetwork.State change(@Body Switches switches) {
    return network.change(
        state ->
            new SimulatedNetwork.State(
                Objects.requireNonNullElse(switches.fault(), state.fault()),
                Objects.requireNonNullElse(switches.connection(), state.connection()),
                Objects.requireNonNullElse(switches.inParts(), state.inParts()),
                Objects.requireNonNullElse(switches.numbered(), state.numbered())));
  }

  /** What is on the screen of a phone, oldest first. */
  @Get("/messages")
  HttpResponse<?> screen(@QueryValue Optional<String> phone, HttpRequest<?> request) {
    Words words = Words.of(request);
    Optional<PhoneNumber> number = PhoneNumber.parse(phone.orElse(""));
    if (number.isEmpty()) {
      return bad(words, List.of(new Violation("phone", words.get("simulator.from.bad"))));
    }
    return HttpResponse.ok(phones.screen(number.get())).header("Cache-Control", "no-store");
  }

  /**
   * What happens on all phones, as {@code sms} events, and to the network, as {@code network}
   * events; a {@code ping} when nothing does.
   */
  @Get(value = "/events", produces = MediaType.TEXT_EVENT_STREAM)
  @Header(name = "Cache-Control", value = "no-store")
  @Header(name = "X-Accel-Buffering", value = "no")
  Flux<Event<?>> events() {
    Flux<Event<?>> news = phones.events().map(event -> Event.of(event).name("sms"));
    Flux<Event<?>> switched = network.changes().map(state -> Event.of(state).name("network"));
    Flux<Event<?>> pings =
        Flux.interval(Duration.ZERO, HEARTBEAT).map(n -> Event.of("").name("ping"));
    return Flux.merge(news, switched, pings);
  }

  private static HttpResponse<?> bad(Words words, List<Violation> violations) {
    return Problem.answer(
        HttpStatus.BAD_REQUEST,
        words.get("problem.400.title"),
        violations.get(0).message(),
        violations);
  }
}
