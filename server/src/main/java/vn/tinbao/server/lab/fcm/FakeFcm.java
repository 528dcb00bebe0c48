package vn.tinbao.server.lab.fcm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Firebase on the loopback address that remembers what it was given. */
public final class FakeFcm implements AutoCloseable {
  public static final String PROJECT = "tinbao-thu";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SEND = Pattern.compile("/v1/projects/([^/]+)/messages:send");
  private static final Pattern SUBSCRIPTION =
      Pattern.compile("/v1/projects/([^/]+)/registrations/([^/]+)/topicSubscriptions(?:/(.+))?");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9-_.~%]{1,900}");
  private static final int MOST_PAYLOAD = 4096;
  private static final int MOST_TOPIC_PAYLOAD = 2048;

  /** Keys that Google keeps for itself in data. */
  private static final Pattern RESERVED = Pattern.compile("from|message_type|(google|gcm)\\..*");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final Map<String, Set<String>> subscribers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();

  /**
   * A message it took.
   *
   * @param to token or topic
   */
  public record Sent(String to, boolean topic, Map<String, String> data, JsonNode message) {}

  /**
   * What the next request to send or subscribe is answered instead.
   *
   * @param status of HTTP; 0: the connection is cut without an answer; -1: the answer begins and
   *     never ends
   * @param retryAfter header, empty for none
   */
  public record Fault(int status, String body, String retryAfter) {

    /** An error as Google writes it. */
    public static Fault error(int status, String canonical, String fcmCode, String message) {
      String detail =
          fcmCode.isEmpty()
              ? ""
              : """
                ,"details":[{"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError",\
                "errorCode":"%s"}]"""
                  .formatted(fcmCode);
      return new Fault(
          status,
          "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"%s}}"
              .formatted(status, message, canonical, detail),
          "");
    }

    /** No answer. */
    public static Fault cut() {
      return new Fault(0, "", "");
    }

    /** An answer of which the body never comes. */
    public static Fault stalled() {
      return new Fault(-1, "", "");
    }

    public Fault after(String seconds) {
      return new Fault(status, body, seconds);
    }
  }

  private FakeFcm() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Listens when this returns. */
  public static FakeFcm start() {
    try {
      return new FakeFcm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stands in for Google's hosts. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Writes the key of a service account that this Firebase admits, as Google's console does. */
  public Path serviceAccount(Path directory) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(2048);
      String pem =
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8))
                  .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
              + "\n-----END PRIVATE KEY-----\n";
      Map<String, String> account = new LinkedHashMap<>();
      account.put("type", "service_account");
      account.put("project_id", PROJECT);
      account.put("private_key_id", "1");
      account.put("private_key", pem);
      account.put("client_email", "may-chu@" + PROJECT + ".iam.gserviceaccount.com");
      account.put("client_id", "1");
      account.put("token_uri", url() + "/token");
      Path file = directory.resolve("service-account.json");
      Files.writeString(file, JSON.writeValueAsString(account));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A phone with the app on it. */
  public void register(String token) {
    registered.add(token);
  }

  /** The app was removed from it. */
  public void unregister(String token) {
    registered.remove(token);
    subscribers.values().forEach(tokens -> tokens.remove(token));
  }

  public List<Sent> sent() {
    return sent;
  }

  /** Tokens that follow a topic. */
  public Set<String> subscribers(String topic) {
    return subscribers.getOrDefault(topic, Set.of());
  }

  /** Answers one of the next requests so; several are used up in their order. */
  public void next(Fault fault) {
    faults.add(fault);
  }

  /** Requests to send or subscribe so far, whatever became of them. */
  public long requests() {
    return requests.get();
  }

  /** Access tokens that were given out are good no more. */
  public void forgetAccessTokens() {
    accessTokens.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getRawPath();
      if (path.equals("/token")) {
        token(exchange, body);
        return;
      }
      requests.incrementAndGet();
      String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!accessTokens.contains(bearer.replaceFirst("^Bearer ", ""))) {
        fail(exchange, Fault.error(401, "UNAUTHENTICATED", "", "Request had invalid credentials."));
        return;
      }
      Fault fault = faults.poll();
      if (fault != null) {
        if (fault.status() == -1) {
          stall(exchange);
        } else if (fault.status() != 0) {
          fail(exchange, fault);
        }
        return;
      }
      Matcher send = SEND.matcher(path);
      Matcher subscription = SUBSCRIPTION.matcher(path);
      if (send.matches() && send.group(1).equals(PROJECT)) {
        send(exchange, JSON.readTree(body).path("message"));
      } else if (subscription.matches()) {
        subscribe(exchange, subscription);
      } else if (path.equals("/iid/v1:batchAdd") || path.equals("/iid/v1:batchRemove")) {
        batch(exchange, JSON.readTree(body), path.endsWith("Add"));
      } else {
        fail(exchange, Fault.error(404, "NOT_FOUND", "", "Requested entity was not found."));
      }
    }
  }

  private void token(HttpExchange exchange, String form) throws IOException {
    if (!form.contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")
        || form.split("\\.", -1).length != 3) {
      write(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    String token = "ya29." + numbers.incrementAndGet();
    accessTokens.add(token);
    write(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"expires_in\":3600,\"token_type\":\"Bearer\"}".formatted(token));
  }

  private void send(HttpExchange exchange, JsonNode message) throws IOException {
    boolean topic = message.has("topic");
    String to = message.path(topic ? "topic" : "token").asText("");
    Map<String, String> data = new LinkedHashMap<>();
    boolean good = message.has("topic") != message.has("token");
    int size = 0;
    for (Map.Entry<String, JsonNode> field : message.path("data").properties()) {
      good &= field.getValue().isTextual() && !RESERVED.matcher(field.getKey()).matches();
      data.put(field.getKey(), field.getValue().asText());
      size += field.getKey().length() + field.getValue().asText().length();
    }
    if (!good || size > (topic ? MOST_TOPIC_PAYLOAD : MOST_PAYLOAD)) {
      fail(
          exchange,
          Fault.error(
              400,
              "INVALID_ARGUMENT",
              "INVALID_ARGUMENT",
              "Invalid JSON payload received, or too big."));
    } else if (topic ? !TOPIC.matcher(to).matches() : to.startsWith("bad")) {
      fail(
          exchange,
          Fault.error(
              400,
              "INVALID_ARGUMENT",
              "INVALID_ARGUMENT",
              "The registration token is not a valid FCM registration token"));
    } else if (!topic && !registered.contains(to)) {
      fail(
          exchange,
          Fault.error(404, "NOT_FOUND", "UNREGISTERED", "Requested entity was not found."));
    } else {
      sent.add(new Sent(to, topic, data, message));
      write(
          exchange,
          200,
          "{\"name\":\"projects/%s/messages/%d\"}".formatted(PROJECT, numbers.incrementAndGet()));
    }
  }

  /** {@code registrations/{token}/topicSubscriptions}: one token a request. */
  private void subscribe(HttpExchange exchange, Matcher path) throws IOException {
    String token = URLDecoder.decode(path.group(2), StandardCharsets.UTF_8);
    String named = path.group(3);
    if (named == null) {
      String query = String.valueOf(exchange.getRequestURI().getRawQuery());
      named = query.replaceFirst("^.*topic_name=", "").replaceFirst("&.*$", "");
    }
    String topic = URLDecoder.decode(named, StandardCharsets.UTF_8).replaceFirst("^.*topics/", "");
    if (!registered.contains(token)) {
      fail(
          exchange,
          Fault.error(404, "NOT_FOUND", "UNREGISTERED", "Requested entity was not found."));
      return;
    }
    change(topic, token, exchange.getRequestMethod().equals("POST"));
    write(exchange, 200, "{}");
  }

  /** The older way: many tokens a request. */
  private void batch(HttpExchange exchange, JsonNode request, boolean add) throws IOException {
    String topic = request.path("to").asText().replaceFirst("^/topics/", "");
    StringBuilder results = new StringBuilder();
    for (JsonNode token : request.path("registration_tokens")) {
      boolean known = registered.contains(token.asText());
      if (known) {
        change(topic, token.asText(), add);
      }
      results
          .append(results.length() == 0 ? "" : ",")
          .append(known ? "{}" : "{\"error\":\"NOT_FOUND\"}");
    }
    write(exchange, 200, "{\"results\":[" + results + "]}");
  }

  private void change(String topic, String token, boolean add) {
    Set<String> tokens = subscribers.computeIfAbsent(topic, t -> ConcurrentHashMap.newKeySet());
    if (add) {
      tokens.add(token);
    } else {
      tokens.remove(token);
    }
  }

  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      var unused = closed.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(HttpExchange exchange, Fault fault) throws IOException {
    if (!fault.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
    }
    write(exchange, fault.status(), fault.body());
  }

  private static void write(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
