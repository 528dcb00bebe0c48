package vn.tinbao.mobile.net;

import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.net.wire.Challenge;
import vn.tinbao.mobile.net.wire.DeviceStanding;
import vn.tinbao.mobile.net.wire.DeviceWord;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.net.wire.DialogueMessage;
import vn.tinbao.mobile.net.wire.FirstCodeExchange;
import vn.tinbao.mobile.net.wire.HotlineEntry;
import vn.tinbao.mobile.net.wire.NewMessage;
import vn.tinbao.mobile.net.wire.OfferAnswer;
import vn.tinbao.mobile.net.wire.Point;
import vn.tinbao.mobile.net.wire.ProblemDoc;
import vn.tinbao.mobile.net.wire.PushAddress;
import vn.tinbao.mobile.net.wire.PushReceipts;
import vn.tinbao.mobile.net.wire.Reach;
import vn.tinbao.mobile.net.wire.ReceiptCodeDoc;
import vn.tinbao.mobile.net.wire.SignIn;
import vn.tinbao.mobile.net.wire.SignedIn;
import vn.tinbao.mobile.net.wire.StaffNotice;
import vn.tinbao.mobile.net.wire.SyncDone;
import vn.tinbao.mobile.net.wire.SyncNews;
import vn.tinbao.mobile.net.wire.SyncOperation;
import vn.tinbao.mobile.net.wire.SyncResult;
import vn.tinbao.mobile.net.wire.SyncUp;
import vn.tinbao.mobile.net.wire.TipReceipt;
import vn.tinbao.mobile.net.wire.TipRequest;
import vn.tinbao.mobile.net.wire.TopicNews;
import vn.tinbao.mobile.net.wire.TopicWish;
import vn.tinbao.mobile.net.wire.UnitFound;

/**
 * The server's published API, one method a request. An answer counts only when it has the status
 * the contract names and reads as what the contract promises; everything doubtful is {@link
 * Answer.Later}, so that nothing is ever taken for received that was not.
 */
public final class Api {
  private static final String BASE = "/api/v1";
  private static final int MOST_RETRY_AFTER_SECONDS = 3600;

  /** The statuses with which the API itself says no; others come from something in between. */
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 409, 410, 413, 422);

  /** Where the solution of a challenge travels. */
  private static final String WORK = "Proof-Of-Work";

  private static final String UPLOADS = BASE + "/follow/attachments";

  /** The version of the upload protocol, https://tus.io/protocols/resumable-upload. */
  private static final String TUS = "1.0.0";

  private static final String PIECE_TYPE = "application/offset+octet-stream";

  /** The rest between two stretches of work. */
  private static final Duration REST = Duration.ofSeconds(2);

  private final Http http;
  private final Workshop workshop;

  public Api(Http http) {
    this(http, Workshop.STRETCH);
  }

  /**
   * The same with limits for tests.
   *
   * @param stretch how long the phone computes at a time for a server that asks for work
   */
  Api(Http http, Duration stretch) {
    this.http = http;
    this.workshop = new Workshop(stretch);
  }

  /** Hands in a tip; the same id and replay key again give the same receipt. */
  public Answer<TipReceipt> report(TipRequest tip) {
    return askWorking(
            tip.id(),
            "POST",
            "/tips",
            Map.of(),
            json(TipRequest.class, tip),
            Codec.of(TipReceipt.class))
        .suchThat(receipt -> receipt.id().equals(tip.id()));
  }

  /** What the receipt code opens; unknown and malformed codes are refused alike with 404. */
  public Answer<Dialogue> follow(String receiptCode) {
    return askWorking(
            digits(receiptCode),
            "GET",
            "/follow",
            code(receiptCode),
            null,
            Codec.of(Dialogue.class))
        .answer();
  }

  /** Adds a message of the reporter; the same id again gives the same answer. */
  public Answer<DialogueMessage> write(String receiptCode, NewMessage message) {
    return askWorking(
            message.id(),
            "POST",
            "/follow/messages",
            code(receiptCode),
            json(NewMessage.class, message),
            Codec.of(DialogueMessage.class))
        .suchThat(kept -> kept.id().equals(message.id()));
  }

  /** Units of today whose name matches, without regard to accents. */
  public Answer<List<UnitFound>> units(String text, int limit) {
    return ask(
            "GET",
            "/units?q=" + encode(text) + "&limit=" + limit,
            Map.of(),
            null,
            Codec.of(UnitFound.class).list())
        .answer();
  }

  /** The commune in which a point lies; none where the server knows no outline. */
  public Answer<List<UnitFound>> unitsAt(Point point) {
    return ask(
            "POST",
            "/units/at",
            Map.of(),
            json(Point.class, point),
            Codec.of(UnitFound.class).list())
        .answer();
  }

  /** Numbers to call, those of a unit first when one is given. */
  public Answer<List<HotlineEntry>> hotlines(@Nullable String unitCode) {
    String query = unitCode == null ? "" : "?unitCode=" + encode(unitCode);
    return ask("GET", "/hotlines" + query, Map.of(), null, Codec.of(HotlineEntry.class).list())
        .answer();
  }

  public Answer<SignedIn> signIn(SignIn attempt) {
    return ask(
            "POST",
            "/officer/sessions",
            Map.of(),
            json(SignIn.class, attempt),
            Codec.of(SignedIn.class))
        .answer();
  }

  /** Ends the session on the server, as far as it can be reached. */
  public void signOut(String token) {
    try {
      http.exchange("DELETE", BASE + "/officer/sessions/current", bearer(token), null);
    } catch (IOException unreachable) {
      // The server ends it by itself when its time is over.
    }
  }

  /** Who this phone is to the server: an id and a key that it made itself. */
  public record Phone(String id, String key, String name) {

    /** Never the key. */
    @Override
    public String toString() {
      return "Phone[" + id + "]";
    }
  }

  /** Brings what the officer did; the same operation again gives the same answer. */
  public Answer<SyncDone> bring(String token, Phone phone, SyncUp up) {
    return ask(
            "POST",
            "/officer/sync",
            marks(phone, token),
            json(SyncUp.class, up),
            Codec.of(SyncDone.class))
        .suchThat(done -> done.wipe() || answers(done, up));
  }

  /** What the phone does not know yet; with a null cursor everything. */
  public Answer<SyncNews> news(String token, Phone phone, @Nullable String cursor) {
    String query = cursor == null ? "" : "?cursor=" + encode(cursor);
    return ask("GET", "/officer/sync" + query, marks(phone, token), null, Codec.of(SyncNews.class))
        .answer();
  }

  /** Asks without a session what the phone must do about what it holds. */
  public Answer<DeviceStanding> standing(Phone phone, DeviceWord word) {
    return ask(
            "POST",
            "/officer/devices/current",
            marks(phone, null),
            json(DeviceWord.class, word),
            Codec.of(DeviceStanding.class))
        .answer();
  }

  private static boolean answers(SyncDone done, SyncUp up) {
    List<SyncOperation> asked = up.operations();
    return asked == null
        || asked.stream()
            .map(SyncOperation::id)
            .toList()
            .equals(done.results().stream().map(SyncResult::id).toList());
  }

  private static Map<String, String> marks(Phone phone, @Nullable String token) {
    Map<String, String> marks = new HashMap<>(token == null ? Map.of() : bearer(token));
    marks.put("Device", phone.id());
    marks.put("Device-Key", phone.key());
    marks.put("Device-Name", phone.name());
    return marks;
  }

  /**
   * Tells that pushes reached this app, as far as the server can be reached: it is for figures
   * only.
   */
  public void received(String token, List<String> pushes) {
    try {
      http.exchange(
          "POST",
          BASE + "/officer/pushes/received",
          bearer(token),
          json(PushReceipts.class, new PushReceipts(pushes)));
    } catch (IOException unreachable) {
      // Nothing depends on it.
    }
  }

  /** Tells how this phone can be woken besides the stream; the answer says whether it will be. */
  public Answer<Reach> wakeBy(String token, PushAddress address) {
    return ask(
            "PUT",
            "/officer/device",
            bearer(token),
            json(PushAddress.class, address),
            Codec.of(Reach.class))
        .answer();
  }

  /** All news of these topics that is valid now, the newest first. */
  public Answer<List<TopicNews>> topicNews(List<String> topics) {
    return ask(
            "GET", "/topics/news" + query(topics), Map.of(), null, Codec.of(TopicNews.class).list())
        .answer();
  }

  /** Whether a company may send workers abroad, by its name or licence as people write it. */
  public Answer<OfferAnswer> offers(String typed) {
    return ask("GET", "/offers?q=" + encode(typed), Map.of(), null, Codec.of(OfferAnswer.class))
        .answer();
  }

  /**
   * A public article.
   *
   * @param language in which it is wanted; the server gives another when there is none
   * @param mark of the copy at hand; null when there is none
   */
  public Answer<Fetched<ArticleDoc>> article(String id, String language, @Nullable String mark) {
    return fetch(
        "/articles/" + encode(id) + "?lang=" + encode(language),
        Map.of(),
        mark,
        Codec.of(ArticleDoc.class),
        article -> article.id().equals(id));
  }

  /**
   * The newest articles of all places, the newest first, without their texts.
   *
   * @param language in which they are wanted, each in another when there is none
   * @param mark of the list at hand in that language; null when there is none
   */
  public Answer<Fetched<List<ArticleDoc>>> articles(String language, @Nullable String mark) {
    return fetch(
        "/articles?lang=" + encode(language),
        Map.of(),
        mark,
        Codec.of(ArticleDoc.class).list(),
        all -> true);
  }

  /**
   * Calls to duty and reminders to whoever is signed in, the newest first.
   *
   * @param mark of the list at hand; null when there is none
   */
  public Answer<Fetched<List<StaffNotice>>> notices(String token, @Nullable String mark) {
    return fetch(
        "/officer/notices", bearer(token), mark, Codec.of(StaffNotice.class).list(), all -> true);
  }

  /** Says that one of them was read; the same again does no harm. */
  public Answer<Boolean> noticeRead(String token, String topic, String id) {
    try {
      Http.Response response =
          http.exchange(
              "POST",
              BASE + "/officer/notices/" + encode(topic) + "/" + encode(id) + "/read",
              bearer(token),
              null);
      return response.status() == 204 ? new Answer.Ok<>(true) : refusal(response);
    } catch (IOException noAnswer) {
      return new Answer.Later<>(null, null);
    }
  }

  private <T> Answer<Fetched<T>> fetch(
      String path,
      Map<String, String> others,
      @Nullable String mark,
      JsonType<T> expected,
      Predicate<T> isIt) {
    Map<String, String> headers = new HashMap<>(others);
    if (mark != null) {
      headers.put("If-None-Match", mark);
    }
    try {
      Http.Response response = http.exchange("GET", BASE + path, headers, null);
      if (response.status() == 304 && mark != null) {
        return new Answer.Ok<>(new Fetched<>(null, mark));
      }
      Answer<T> answer = read(response, expected);
      if (answer instanceof Answer.Ok<T> ok && isIt.test(ok.value())) {
        return new Answer.Ok<>(new Fetched<>(ok.value(), response.mark()));
      }
      return answer instanceof Answer.Refused<T> no
          ? new Answer.Refused<>(no.status(), no.sentence())
          : new Answer.Later<>(null, null);
    } catch (IOException noAnswer) {
      return new Answer.Later<>(null, null);
    }
  }

  /** The stream of hints that there is news on these topics. */
  public EventStream topicEvents(
      List<String> topics, EventStream.Listener listener, EventStream.Pace pace) {
    return new EventStream(http, BASE + "/topics/events" + query(topics), Map.of(), listener, pace);
  }

  /** Follows a topic at a push provider, or no longer; the same again gives the same. */
  public Answer<Reach> wish(TopicWish wish) {
    return ask(
            "POST",
            "/topics/subscriptions",
            Map.of(),
            json(TopicWish.class, wish),
            Codec.of(Reach.class))
        .answer();
  }

  private static String query(List<String> topics) {
    return topics.stream()
        .map(topic -> "topic=" + encode(topic))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** The stream of hints that something changed for the officer of that session. */
  public EventStream events(String token, EventStream.Listener listener, EventStream.Pace pace) {
    return new EventStream(http, BASE + "/officer/events", bearer(token), listener, pace);
  }

  private <T> Reply<T> ask(
      String method,
      String path,
      Map<String, String> headers,
      byte @Nullable [] body,
      JsonType<T> expected) {
    try {
      return new Reply<>(read(http.exchange(method, BASE + path, headers, body), expected));
    } catch (IOException noAnswer) {
      return new Reply<>(new Answer.Later<>(null, null));
    }
  }

  /**
   * The same where the server may ask for work first: does it, in stretches, and sends again.
   *
   * @param subject what the work is good for
   */
  private <T> Reply<T> askWorking(
      String subject,
      String method,
      String path,
      Map<String, String> headers,
      byte @Nullable [] body,
      JsonType<T> expected) {
    return new Reply<>(
        working(
            subject,
            solution -> http.exchange(method, BASE + path, with(headers, solution), body),
            response -> read(response, expected)));
  }

  /** One try, with the solution of what the server asked for before, if there is one. */
  private interface Try {
    Http.Response with(Optional<String> solution) throws IOException;
  }

  private <T> Answer<T> working(
      String subject, Try request, Function<Http.Response, Answer<T>> reading) {
    Optional<String> solution = workshop.solution(subject);
    if (solution.isEmpty() && workshop.isBusyWith(subject)) {
      return new Answer.Later<>(REST, null);
    }
    try {
      Http.Response response = request.with(solution);
      Challenge challenge = challenge(response);
      if (challenge != null) {
        solution = workshop.asked(subject, challenge);
        if (solution.isEmpty()) {
          return new Answer.Later<>(REST, sentence(response));
        }
        response = request.with(solution);
      }
      Answer<T> answer = reading.apply(response);
      if (!(answer instanceof Answer.Later)) {
        workshop.forget(subject);
      }
      return answer;
    } catch (IOException noAnswer) {
      return new Answer.Later<>(null, null);
    }
  }

  /**
   * Begins an upload, or finds how far it is: the same id and length again give the same upload.
   *
   * @param receiptCode of the tip that the file belongs to
   * @param id made on this phone
   * @param length bytes of the whole file
   * @return how many bytes the server has
   */
  public Answer<Long> beginUpload(String receiptCode, String id, String name, long length) {
    Map<String, String> headers = new HashMap<>(code(receiptCode));
    headers.put("Tus-Resumable", TUS);
    headers.put("Upload-Length", Long.toString(length));
    headers.put("Upload-Metadata", metadata(id, name));
    return working(
        digits(receiptCode),
        solution ->
            http.exchange("POST", UPLOADS, with(headers, solution), PIECE_TYPE, new byte[0]),
        response -> offset(response, 201, length));
  }

  /**
   * Adds a piece to an upload; {@code offset} is where the server stands.
   *
   * @return how many bytes the server has now
   */
  public Answer<Long> continueUpload(
      String receiptCode, String id, long offset, byte[] piece, long length) {
    Map<String, String> headers = new HashMap<>(code(receiptCode));
    headers.put("Tus-Resumable", TUS);
    headers.put("Upload-Offset", Long.toString(offset));
    // HttpURLConnection knows no PATCH; tus 1.0.0 lets a POST say that it is one.
    headers.put("X-HTTP-Method-Override", "PATCH");
    try {
      Http.Response response =
          http.exchange("POST", UPLOADS + "/" + encode(id), headers, PIECE_TYPE, piece);
      return offset(response, 204, length);
    } catch (IOException noAnswer) {
      return new Answer.Later<>(null, null);
    }
  }

  private static String metadata(String id, String name) {
    return "filename " + base64(name) + ",id " + base64(id);
  }

  /**
   * Begins to bring a file to one of the officer's tasks, or finds how far it is.
   *
   * @param takenAt by this phone's clock
   * @return how many bytes the server has
   */
  public Answer<Long> beginTaskFile(
      String token, String taskId, String id, String name, long length, Instant takenAt) {
    Map<String, String> headers = new HashMap<>(bearer(token));
    headers.put("Tus-Resumable", TUS);
    headers.put("Upload-Length", Long.toString(length));
    headers.put("Upload-Metadata", metadata(id, name));
    headers.put("Taken-At", takenAt.toString());
    try {
      return offset(
          http.exchange("POST", taskFiles(taskId), headers, PIECE_TYPE, new byte[0]), 201, length);
    } catch (IOException noAnswer) {
      return new Answer.Later<>(null, null);
    }
  }

  /** Adds a piece to it where the server stands; how many bytes the server has now. */
  public Answer<Long> continueTaskFile(
      String token, String taskId, String id, long offset, byte[] piece, long length) {
    Map<String, String> headers = new HashMap<>(bearer(token));
    headers.put("Tus-Resumable", TUS);
    headers.put("Upload-Offset", Long.toString(offset));
    headers.put("X-HTTP-Method-Override", "PATCH");
    try {
      return offset(
          http.exchange("POST", taskFiles(taskId) + "/" + encode(id), headers, PIECE_TYPE, piece),
          204,
          length);
    } catch (IOException noAnswer) {
      return new Answer.Later<>(null, null);
    }
  }

  private static String taskFiles(String taskId) {
    return BASE + "/officer/assignments/" + encode(taskId) + "/files";
  }

  /**
   * A piece of a file that the agency gave to the reporter.
   *
   * @param from first byte
   * @param most how many bytes at most
   * @return at least one byte, exactly from there on
   */
  public Answer<byte[]> filePiece(String receiptCode, String id, long from, int most) {
    Map<String, String> headers = new HashMap<>(code(receiptCode));
    headers.put("Accept", "application/octet-stream, application/problem+json");
    headers.put("Range", "bytes=" + from + "-" + (from + most - 1));
    return working(
        digits(receiptCode),
        solution ->
            http.exchange(
                "GET", BASE + "/follow/files/" + encode(id), with(headers, solution), null),
        response -> piece(response, from, most));
  }

  private static Answer<byte[]> piece(Http.Response response, long from, int most) {
    String range = response.contentRange();
    int length = response.body().length;
    boolean asked =
        response.status() == 206
            && range != null
            && range.startsWith("bytes " + from + "-" + (from + length - 1) + "/")
            && length > 0
            && length <= most;
    return asked ? new Answer.Ok<>(response.body()) : refusal(response);
  }

  private static Answer<Long> offset(Http.Response response, int expected, long length) {
    String told = response.uploadOffset();
    if (response.status() == expected && told != null && told.matches("[0-9]{1,15}")) {
      long offset = Long.parseLong(told);
      return offset <= length ? new Answer.Ok<>(offset) : new Answer.Later<>(null, null);
    }
    return refusal(response);
  }

  /** Exchanges the one-time code of a phone call for the receipt code of its tip. */
  public Answer<ReceiptCodeDoc> exchangeFirstCode(FirstCodeExchange exchange) {
    return askWorking(
            digits(exchange.firstCode()),
            "POST",
            "/follow/first-code",
            Map.of(),
            json(FirstCodeExchange.class, exchange),
            Codec.of(ReceiptCodeDoc.class))
        .answer();
  }

  private static String digits(String code) {
    return code.replaceAll("[^0-9]", "");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> with(Map<String, String> headers, Optional<String> solution) {
    if (solution.isEmpty()) {
      return headers;
    }
    Map<String, String> all = new HashMap<>(headers);
    all.put(WORK, solution.get());
    return all;
  }

  private static @Nullable Challenge challenge(Http.Response response) {
    if (response.status() != 429 || !response.is("application/problem+json")) {
      return null;
    }
    try {
      return Codec.of(ProblemDoc.class).fromJson(response.body()).challenge();
    } catch (RuntimeException noProblemDocument) {
      return null;
    }
  }

  /** An answer that may still turn out to speak of something else. */
  private record Reply<T>(Answer<T> answer) {
    Answer<T> suchThat(Predicate<T> expected) {
      if (answer instanceof Answer.Ok<T> ok && !expected.test(ok.value())) {
        return new Answer.Later<>(null, null);
      }
      return answer;
    }
  }

  private static <T> Answer<T> read(Http.Response response, JsonType<T> expected) {
    if (response.status() == 200 || response.status() == 201) {
      return value(response, expected);
    }
    return refusal(response);
  }

  private static <T> Answer<T> refusal(Http.Response response) {
    String sentence = response.is("application/problem+json") ? sentence(response) : null;
    if (sentence != null && REFUSALS.contains(response.status())) {
      return new Answer.Refused<>(response.status(), sentence);
    }
    return new Answer.Later<>(retryAfter(response.retryAfter()), sentence);
  }

  private static <T> Answer<T> value(Http.Response response, JsonType<T> expected) {
    try {
      T value = response.is("application/json") ? expected.fromJson(response.body()) : null;
      return value == null ? new Answer.Later<>(null, null) : new Answer.Ok<>(value);
    } catch (RuntimeException notTheContract) {
      return new Answer.Later<>(null, null);
    }
  }

  /** What is wrong in the server's own words: the detail, then each field's message. */
  private static @Nullable String sentence(Http.Response response) {
    try {
      ProblemDoc problem = Codec.of(ProblemDoc.class).fromJson(response.body());
      Set<String> parts = new LinkedHashSet<>();
      addIfSaid(parts, problem.detail() == null ? problem.title() : problem.detail());
      if (problem.violations() != null) {
        problem.violations().forEach(violation -> addIfSaid(parts, violation.message()));
      }
      return String.join("\n", parts);
    } catch (RuntimeException noProblemDocument) {
      return null;
    }
  }

  private static void addIfSaid(Set<String> parts, @Nullable String part) {
    if (part != null && !part.isBlank()) {
      parts.add(part);
    }
  }

  private static @Nullable Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return null;
    }
    try {
      long seconds = Long.parseLong(header.trim());
      return Duration.ofSeconds(Math.max(0, Math.min(seconds, MOST_RETRY_AFTER_SECONDS)));
    } catch (NumberFormatException aDate) {
      return null;
    }
  }

  private static <T> byte[] json(Class<T> type, T value) {
    return Codec.of(type).toJsonBytes(value);
  }

  private static Map<String, String> code(String receiptCode) {
    return Map.of("Receipt-Code", receiptCode);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
