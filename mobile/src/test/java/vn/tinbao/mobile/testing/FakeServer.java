package vn.tinbao.mobile.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The published API as the contract tells it, in memory, with a bad network in front of it on
 * request. Works with plain maps, so that it shares nothing with what it tests.
 */
public final class FakeServer implements AutoCloseable {
  public static final String USERNAME = "bp.lan";
  public static final String PASSWORD = "mat-khau-dai";
  public static final String TOTP = "123456";

  /** Exchanges once for the receipt code of the first tip. */
  public static final String FIRST_CODE = "314159265358978";

  /** What goes wrong with one request. */
  public enum Fault {
    /** The connection is cut before the server has read anything. */
    CUT_BEFORE,
    /** The server did everything, but its answer is lost. */
    ANSWER_LOST,
    /** An error of the server. */
    ERROR_500,
    /** Too busy, come again in a second. */
    BUSY_503,
    /** A Wi-Fi log-in page answers in the server's place. */
    CAPTIVE_PORTAL,
    /** No answer for longer than anybody waits. */
    SILENCE,
    /** The answer breaks off in the middle. */
    HALF_AN_ANSWER
  }

  /** A request as it arrived. */
  public record Seen(String method, String path, String query, Map<String, Object> body) {}

  private static final Set<String> OVER = Set.of("DONE", "DECLINED", "EXPIRED", "WITHDRAWN");

  private final HttpServer http;
  private final Deque<Way> faults = new ArrayDeque<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Map<String, Map<String, Object>> tips = new LinkedHashMap<>();
  private final Map<String, String> tipByCode = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> messages = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> assignments = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
  private final Map<String, Upload> uploads = new LinkedHashMap<>();
  private final Map<String, Given> given = new LinkedHashMap<>();
  private final List<Map<String, Object>> topicNews = new ArrayList<>();
  private final Map<String, List<String>> articles = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> notices = new LinkedHashMap<>();
  private final List<String> noticesRead = new CopyOnWriteArrayList<>();
  private final List<OutputStream> topicStreams = new CopyOnWriteArrayList<>();
  private final AtomicInteger filesTooEarly = new AtomicInteger();
  private final AtomicInteger piecesAsked = new AtomicInteger();
  private final AtomicInteger unchanged = new AtomicInteger();
  private final Set<String> tokens = new java.util.HashSet<>();
  private final Set<String> devices = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final Set<String> wiped = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final Set<String> emptied = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final Set<String> purged = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile boolean down;
  private volatile int cutPiecesAfter;
  private String claimed;
  private boolean passFirst;
  private volatile int workBits = -1;
  private volatile int workAsked;
  private volatile String officerId = "0190aaaa-0000-7000-8000-000000000001";

  public FakeServer() {
    this(0);
  }

  private FakeServer(int port) {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake-server");
              thread.setDaemon(true);
              return thread;
            }));
    http.createContext("/", this::serve);
    http.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    dropStreams();
    http.stop(0);
  }

  // ---- what a test arranges

  /** The next request goes wrong in this way, the one after it in the next given way. */
  public void next(Fault... ways) {
    next("", ways);
  }

  /** The same for requests whose path holds that part; others go well meanwhile. */
  public synchronized void next(String path, Fault... ways) {
    for (Fault way : ways) {
      faults.add(new Way(path, way));
    }
  }

  private record Way(String path, Fault fault) {}

  /** The next request goes well, the one after it goes wrong in this way. */
  public synchronized void failAfterNext(Fault way) {
    passFirst = true;
    faults.add(new Way("", way));
  }

  /** From now on reports, messages and look-ups cost 32 pieces of so many bits; -1: nothing. */
  public void askForWork(int bits) {
    workBits = bits;
  }

  /** How often work was asked for. */
  public int workAsked() {
    return workAsked;
  }

  /** While down, every request is cut. */
  public void down(boolean isDown) {
    down = isDown;
    if (isDown) {
      dropStreams();
    }
  }

  public List<Seen> seen(String method, String pathEnd) {
    return seen.stream()
        .filter(s -> s.method().equals(method) && s.path().endsWith(pathEnd))
        .toList();
  }

  public synchronized List<Map<String, Object>> tips() {
    return List.copyOf(tips.values());
  }

  /** What the reporter added after the story, which is the dialogue's first message. */
  public synchronized List<String> messagesFromReporter() {
    return messages.values().stream()
        .flatMap(List::stream)
        .filter(message -> message.get("from").equals("REPORTER"))
        .filter(message -> !tips.containsKey((String) message.get("id")))
        .map(message -> (String) message.get("text"))
        .toList();
  }

  /** Somebody of the agency opens the only tip. */
  public synchronized void staffOpens() {
    tips.values().iterator().next().put("openedAt", "2026-11-22T08:45:00+07:00");
  }

  /** The agency writes into the dialogue of the only tip. */
  public synchronized void staffAnswers(String text) {
    String id = tips.keySet().iterator().next();
    messages.get(id).add(message(UUID.randomUUID().toString(), "STAFF", text));
    tips.get(id).put("status", "IN_PROGRESS");
  }

  /** Offers a task; returns its id. */
  public synchronized String offer(String place, String narrative) {
    String id = "0190bbbb-0000-7000-8000-%012d".formatted(number.incrementAndGet());
    Map<String, Object> doc = new LinkedHashMap<>();
    doc.put("id", id);
    doc.put("state", "OFFERED");
    doc.put("offeredAt", "2026-11-22T08:30:00+07:00");
    doc.put("answerBy", "2026-11-22T08:45:00+07:00");
    doc.put("updatedAt", "2026-11-22T08:30:00+07:00");
    doc.put("version", 1L);
    doc.put("urgency", 5);
    doc.put("place", place);
    doc.put("leadAgency", "Đồn Biên phòng Bình Trung");
    doc.put("instruction", "Đến ngay bến xe, không mặc quân phục.");
    doc.put("narrative", narrative);
    doc.put("events", new ArrayList<>(List.of(event("OFFERED", null))));
    assignments.put(id, doc);
    hint();
    return id;
  }

  /** The reporter of that task told the place apart from the story. */
  public synchronized void told(String id, String text, double lat, double lon) {
    assignments.get(id).put("told", Map.of("text", text, "lat", lat, "lon", lon));
  }

  /** Changes a task from the desk. */
  public synchronized void setState(String id, String state) {
    move(assignments.get(id), state, null);
    hint();
  }

  public synchronized void removeAssignment(String id) {
    assignments.remove(id);
    hint();
  }

  public synchronized String stateOf(String id) {
    return (String) assignments.get(id).get("state");
  }

  @SuppressWarnings("unchecked")
  public synchronized List<String> notesOf(String id) {
    return ((List<Map<String, Object>>) assignments.get(id).get("events"))
        .stream().map(event -> (String) event.get("note")).filter(note -> note != null).toList();
  }

  /** Operations that were applied, in their order. */
  /** Everything that was asked. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  public synchronized List<String> applied() {
    return operations.values().stream()
        .map(op -> op.get("action") == null ? "WRITE" : (String) op.get("action"))
        .toList();
  }

  public synchronized void endSessions() {
    tokens.clear();
    dropStreams();
  }

  public synchronized int sessions() {
    return tokens.size();
  }

  /** From now on somebody else signs in with the same name and password. */
  public void signInAs(String id) {
    officerId = id;
  }

  public int listeners() {
    return streams.size();
  }

  public void hint() {
    write("event: assignment\ndata: {\"ref\":\"" + UUID.randomUUID() + "\"}\n\n");
  }

  public void heartbeat() {
    write(":\n\n");
  }

  public void dropStreams() {
    for (OutputStream stream : streams) {
      streams.remove(stream);
      try {
        stream.close();
      } catch (IOException gone) {
        // That was the purpose.
      }
    }
  }

  private void write(String text) {
    for (OutputStream stream : streams) {
      try {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
      } catch (IOException gone) {
        streams.remove(stream);
      }
    }
  }

  // ---- the API

  private record Reply(int status, Object body) {}

  private void serve(HttpExchange exchange) throws IOException {
    if (!down && exchange.getRequestURI().getPath().equals("/api/v1/officer/notices")) {
      // Asked besides everything else: what a test breaks is not meant for it.
      notices(exchange);
      return;
    }
    Fault fault = takeFault(exchange.getRequestURI().getPath());
    if (down || fault == Fault.CUT_BEFORE) {
      exchange.close();
      return;
    }
    if (fault == Fault.SILENCE) {
      sleep(8_000);
      exchange.close();
      return;
    }
    if (fault == Fault.CAPTIVE_PORTAL) {
      send(exchange, 200, "text/html", "<html>Đăng nhập Wi-Fi</html>", false);
      return;
    }
    if (fault == Fault.BUSY_503) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      send(exchange, 503, "application/problem+json", json(problem("Máy chủ đang bận.")), false);
      return;
    }
    if (fault == Fault.ERROR_500) {
      send(exchange, 500, "application/problem+json", json(problem("Lỗi máy chủ.")), false);
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/api/v1/officer/events")) {
      events(exchange);
      return;
    }
    if (path.startsWith("/api/v1/follow/files/")) {
      piece(exchange, path, fault);
      return;
    }
    if (path.equals("/api/v1/topics/events")) {
      topicEvents(exchange);
      return;
    }
    if (path.equals("/api/v1/articles")) {
      articles(exchange);
      return;
    }
    if (path.startsWith("/api/v1/articles/")) {
      article(exchange, path);
      return;
    }
    if (path.startsWith("/api/v1/follow/attachments") || path.contains("/files")) {
      upload(exchange, path, fault);
      return;
    }
    String device = exchange.getRequestHeaders().getFirst("Device");
    if (device != null) {
      devices.add(device);
    }
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, Object> body = text.isEmpty() ? Map.of() : parse(text);
    String query = exchange.getRequestURI().getRawQuery();
    seen.add(new Seen(exchange.getRequestMethod(), path, query == null ? "" : query, body));
    Reply reply = work(exchange, path, body);
    if (reply == null) {
      reply = answer(exchange, path, body);
    }
    if (fault == Fault.ANSWER_LOST) {
      exchange.close();
      return;
    }
    if (reply.status() == 204) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
      return;
    }
    String type = reply.status() < 400 ? "application/json" : "application/problem+json";
    send(exchange, reply.status(), type, json(reply.body()), fault == Fault.HALF_AN_ANSWER);
  }

  /** What the server says to somebody who must work first; null when nothing is to be done. */
  private Reply work(HttpExchange exchange, String path, Map<String, Object> body) {
    int bits = workBits;
    boolean guarded = path.endsWith("/tips") || path.contains("/follow");
    if (bits < 0 || !guarded) {
      return null;
    }
    String code = exchange.getRequestHeaders().getFirst("Receipt-Code");
    String subject = body.containsKey("id") ? (String) body.get("id") : code.replaceAll("\\D", "");
    String solution = exchange.getRequestHeaders().getFirst("Proof-Of-Work");
    if (solution != null && isSolved(solution, subject, bits)) {
      return null;
    }
    workAsked++;
    Map<String, Object> challenge = new LinkedHashMap<>();
    challenge.put("challenge", "challenge-" + number.incrementAndGet());
    challenge.put("pieces", 32);
    challenge.put("bits", bits);
    challenge.put("expiresAt", Instant.now().plusSeconds(600).toString());
    Map<String, Object> problem = problem("Đang có rất nhiều tin gửi đến.");
    problem.put("challenge", challenge);
    return new Reply(429, problem);
  }

  private static boolean isSolved(String solution, String subject, int bits) {
    String[] parts = solution.split("\\.");
    String[] numbers = parts[1].split(",");
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] seed = sha.digest((parts[0] + "\n" + subject).getBytes(StandardCharsets.UTF_8));
      for (int piece = 0; piece < 32; piece++) {
        sha.update(seed);
        sha.update((byte) piece);
        sha.update(ByteBuffer.allocate(4).putInt(Integer.parseInt(numbers[piece])).array());
        String found = new BigInteger(1, sha.digest()).toString(2);
        if (256 - found.length() < bits) {
          return false;
        }
      }
      return numbers.length == 32;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private final List<String> addresses = new ArrayList<>();

  /** Calls somebody to duty; returns its id. */
  public synchronized String callToDuty(String title, String text) {
    String id = "0190cccc-0000-7000-8000-%012d".formatted(number.incrementAndGet());
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("id", id);
    notice.put("topic", "duty-call");
    notice.put("title", title);
    notice.put("text", text);
    notice.put("at", "2026-11-22T08:30:00+07:00");
    notices.put(id, notice);
    write("event: duty-call\ndata: {\"ref\":\"" + id + "\"}\n\n");
    return id;
  }

  /** The call is taken back. */
  public synchronized void takeBackCall(String notice) {
    notices.remove(notice);
    hint();
  }

  /** Calls of which the officer said to have read them, each as often as it was said. */
  public List<String> noticesRead() {
    return List.copyOf(noticesRead);
  }

  private void notices(HttpExchange exchange) throws IOException {
    if (!tokens.contains(token(exchange))) {
      String problem = json(problem("Phiên đã hết."));
      send(exchange, 401, "application/problem+json", problem, false);
      return;
    }
    List<Map<String, Object>> all;
    synchronized (this) {
      all = List.copyOf(notices.values());
    }
    sendMarked(exchange, String.valueOf(all.hashCode()), json(all));
  }

  private Reply noticeRead(HttpExchange exchange, String path) {
    if (!tokens.contains(token(exchange))) {
      return new Reply(401, problem("Phiên đã hết."));
    }
    String[] parts = path.split("/");
    Map<String, Object> notice = notices.get(parts[6]);
    if (notice == null || !parts[5].equals(notice.get("topic"))) {
      return new Reply(404, problem("Không có thông báo này."));
    }
    noticesRead.add(parts[6]);
    notice.put("readAt", "2026-11-22T08:40:00+07:00");
    return new Reply(204, null);
  }

  private synchronized Fault takeFault(String path) {
    if (passFirst) {
      passFirst = false;
      return null;
    }
    if (faults.isEmpty() || !path.contains(faults.peek().path())) {
      return null;
    }
    return faults.remove().fault();
  }

  private synchronized Reply answer(HttpExchange exchange, String path, Map<String, Object> body) {
    String method = exchange.getRequestMethod();
    String route = method + " " + path.substring("/api/v1".length());
    if (route.matches("POST /officer/notices/[^/]+/[^/]+/read")) {
      return noticeRead(exchange, path);
    }
    return switch (route) {
      case "POST /tips" -> tip(body);
      case "GET /follow" -> follow(exchange);
      case "POST /follow/first-code" -> firstCode(body);
      case "POST /follow/messages" -> followMessage(exchange, body);
      case "GET /offers" -> new Reply(200, offers(exchange));
      case "GET /topics/news" -> topicNews(exchange);
      case "GET /units" -> units(exchange);
      case "POST /units/at" -> new Reply(200, unitsAt(body));
      case "GET /hotlines" -> new Reply(200, hotlines(exchange.getRequestURI().getQuery()));
      case "POST /officer/sessions" -> signIn(body);
      case "DELETE /officer/sessions/current" -> signOut(exchange);
      case "GET /officer/sync" -> news(exchange);
      case "POST /officer/sync" -> bring(exchange, body);
      case "POST /officer/devices/current" -> standing(exchange, body);
      case "PUT /officer/device" -> wokenBy(body);
      case "POST /topics/subscriptions" -> wish(body);
      default -> new Reply(404, problem("Không có trang này."));
    };
  }

  private Reply wokenBy(Map<String, Object> body) {
    addresses.add(body.get("provider") + " " + body.get("token"));
    return new Reply(200, Map.of("reachedBy", "fcm"));
  }

  private final Set<String> followers = new java.util.TreeSet<>();

  private Reply wish(Map<String, Object> body) {
    String who = body.get("token") + " " + body.get("topic");
    if (Boolean.TRUE.equals(body.get("follow"))) {
      followers.add(who);
    } else {
      followers.remove(who);
    }
    return new Reply(200, Map.of("reachedBy", body.get("provider")));
  }

  /** Token and topic of phones that follow a place through a push provider. */
  public synchronized Set<String> followers() {
    return Set.copyOf(followers);
  }

  /** How phones said that they can be woken, in the order of saying. */
  public synchronized List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** A file as it arrives. */
  private static final class Upload {
    private final String tipId;
    private final String name;
    private final long length;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Upload(String tipId, String name, long length) {
      this.tipId = tipId;
      this.name = name;
      this.length = length;
    }
  }

  /** Names and contents of the files that are there whole. */
  public synchronized Map<String, byte[]> files() {
    Map<String, byte[]> whole = new LinkedHashMap<>();
    uploads.values().stream()
        .filter(upload -> upload.bytes.size() == upload.length)
        .forEach(upload -> whole.put(upload.name, upload.bytes.toByteArray()));
    return whole;
  }

  /** Bytes of files so far. */
  public synchronized long bytesOfFiles() {
    return uploads.values().stream().mapToLong(upload -> upload.bytes.size()).sum();
  }

  /** From now on the connection breaks whenever so many bytes of a piece were stored. */
  public void cutPiecesAfter(int bytes) {
    cutPiecesAfter = bytes;
  }

  private void upload(HttpExchange exchange, String path, Fault fault) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Answered answered;
    synchronized (this) {
      answered = uploaded(exchange, path, body);
    }
    if (fault == Fault.ANSWER_LOST || answered.cut()) {
      exchange.close();
      return;
    }
    if (answered.status() >= 400) {
      String problem = json(problem("Tệp không được nhận."));
      send(exchange, answered.status(), "application/problem+json", problem, false);
      return;
    }
    exchange.getResponseHeaders().set("Tus-Resumable", "1.0.0");
    exchange.getResponseHeaders().set("Upload-Offset", Long.toString(answered.offset()));
    exchange.sendResponseHeaders(answered.status(), -1);
    exchange.close();
  }

  private record Answered(int status, long offset, boolean cut) {}

  private Answered uploaded(HttpExchange exchange, String path, byte[] body) {
    boolean officers = path.startsWith("/api/v1/officer/");
    if (officers && !tokens.contains(token(exchange))) {
      return new Answered(401, 0, false);
    }
    String tip = officers ? path.split("/")[5] : tipOf(exchange);
    if (tip == null || (officers && !assignments.containsKey(tip))) {
      return new Answered(404, 0, false);
    }
    if (officers && OVER.contains(stateOf(tip)) && !stateOf(tip).equals("DONE")) {
      return new Answered(410, 0, false);
    }
    if (officers && stateOf(tip).equals("OFFERED")) {
      filesTooEarly.incrementAndGet();
      return new Answered(425, 0, false);
    }
    if (path.endsWith("/attachments") || path.endsWith("/files")) {
      Map<String, String> told = new LinkedHashMap<>();
      for (String pair : exchange.getRequestHeaders().getFirst("Upload-Metadata").split(",")) {
        String[] both = pair.split(" ");
        told.put(both[0], new String(Base64.getDecoder().decode(both[1]), StandardCharsets.UTF_8));
      }
      long length = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Length"));
      Upload upload =
          uploads.computeIfAbsent(
              told.get("id"), id -> new Upload(tip, told.get("filename"), length));
      return upload.length == length
          ? new Answered(201, upload.bytes.size(), false)
          : new Answered(409, 0, false);
    }
    Upload upload = uploads.get(path.substring(path.lastIndexOf('/') + 1));
    long offset = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset"));
    boolean patch = "PATCH".equals(exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override"));
    if (upload == null || !patch) {
      return new Answered(404, 0, false);
    }
    if (upload.bytes.size() != offset) {
      return new Answered(409, 0, false);
    }
    int cut = cutPiecesAfter;
    int taken = cut > 0 ? Math.min(cut, body.length) : body.length;
    upload.bytes.write(body, 0, taken);
    if (officers && upload.bytes.size() == upload.length) {
      List<Map<String, Object>> files = new ArrayList<>();
      uploads.forEach(
          (id, each) -> {
            if (each.tipId.equals(tip) && each.bytes.size() == each.length) {
              files.add(Map.of("id", id, "name", each.name, "length", each.length));
            }
          });
      assignments.get(tip).put("files", files);
    }
    return new Answered(204, upload.bytes.size(), taken < body.length);
  }

  /** How often a file was brought to a task that was not accepted yet. */
  public int filesTooEarly() {
    return filesTooEarly.get();
  }

  /** The agency gives a file to the reporter of the newest tip. */
  public synchronized String give(String name, String type, byte[] bytes) {
    String id = new java.util.UUID(7, number.incrementAndGet()).toString();
    given.put(id, new Given(name, type, bytes));
    return id;
  }

  /** The agency has it no more. */
  public synchronized void takeBack(String id) {
    given.get(id).gone = true;
  }

  private static final class Given {
    private final String name;
    private final String type;
    private final byte[] bytes;
    private boolean gone;

    Given(String name, String type, byte[] bytes) {
      this.name = name;
      this.type = type;
      this.bytes = bytes;
    }
  }

  private void piece(HttpExchange exchange, String path, Fault fault) throws IOException {
    Given file;
    synchronized (this) {
      file = given.get(path.substring(path.lastIndexOf('/') + 1));
    }
    piecesAsked.incrementAndGet();
    if (file == null || file.gone || tipOf(exchange) == null) {
      send(exchange, 404, "application/problem+json", json(problem("Không có tệp.")), false);
      return;
    }
    String[] range =
        exchange.getRequestHeaders().getFirst("Range").replace("bytes=", "").split("-");
    int from = Integer.parseInt(range[0]);
    int to = Math.min(Integer.parseInt(range[1]) + 1, file.bytes.length);
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.bytes.length);
    exchange.sendResponseHeaders(206, to - from);
    int sent = fault == Fault.HALF_AN_ANSWER ? (to - from) / 2 : to - from;
    exchange.getResponseBody().write(file.bytes, from, sent);
    exchange.close();
  }

  /** How many pieces of given files were asked for. */
  public int piecesAsked() {
    return piecesAsked.get();
  }

  /** There is news on that topic from now on. */
  public synchronized void tell(
      String id, String topic, String kind, String ref, String title, String text, Instant until) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", id);
    told.put("topic", topic);
    told.put("kind", kind);
    told.put("ref", ref);
    told.put("title", title);
    told.put("text", text);
    told.put("at", "2026-11-22T09:00:00+07:00");
    told.put("validUntil", until.toString());
    topicNews.add(0, told);
    for (OutputStream out : topicStreams) {
      try {
        out.write("event: news\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException gone) {
        topicStreams.remove(out);
      }
    }
  }

  /** An article, or a new wording of it; null text withdraws it. */
  public synchronized void article(String id, String title, String body) {
    if (body == null) {
      articles.remove(id);
    } else {
      articles.put(id, List.of(title, body));
    }
  }

  private static Map<String, Object> offers(HttpExchange exchange) {
    String typed =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    boolean known = typed.contains("phuong dong");
    Map<String, Object> fee = new LinkedHashMap<>();
    fee.put("market", "Nhật Bản");
    fee.put("job", "Hộ lý");
    fee.put("amount", 85_000_000);
    fee.put("currency", "VND");
    fee.put("note", "");
    Map<String, Object> company = new LinkedHashMap<>();
    company.put("name", "Công ty cổ phần Phương Đông (mẫu)");
    company.put("licence", "12/LĐTBXH-GP");
    company.put("status", "SUSPENDED");
    company.put("address", "Hà Nội");
    company.put("contact", "");
    company.put("website", "");
    company.put("similar", false);
    company.put("fees", List.of(fee));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("verdict", known ? "LISTED" : "NOT_LISTED");
    answer.put("asOf", "2026-11-01");
    answer.put("source", "Cục Quản lý lao động ngoài nước");
    answer.put("sample", true);
    answer.put("companies", known ? List.of(company) : List.of());
    answer.put("more", false);
    return answer;
  }

  private synchronized Reply topicNews(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return new Reply(
        200,
        topicNews.stream().filter(told -> query.contains("topic=" + told.get("topic"))).toList());
  }

  private void topicEvents(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    topicStreams.add(out);
  }

  private void article(HttpExchange exchange, String path) throws IOException {
    String id = path.substring(path.lastIndexOf('/') + 1);
    List<String> article;
    synchronized (this) {
      article = articles.get(id);
    }
    seen.add(new Seen("GET", path, String.valueOf(exchange.getRequestURI().getQuery()), Map.of()));
    if (article == null) {
      send(exchange, 404, "application/problem+json", json(problem("Bài đã gỡ.")), false);
      return;
    }
    Map<String, Object> doc = line(id, article);
    doc.remove("etag");
    doc.put("body", article.get(1));
    sendMarked(exchange, mark(article), json(doc));
  }

  private void articles(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    seen.add(new Seen("GET", "/api/v1/articles", query, Map.of()));
    List<Map<String, Object>> lines = new ArrayList<>();
    synchronized (this) {
      articles.forEach((id, article) -> lines.add(0, line(id, article)));
    }
    sendMarked(exchange, String.valueOf(lines.hashCode()), json(lines));
  }

  private static String mark(List<String> article) {
    return String.valueOf(article.hashCode());
  }

  private static Map<String, Object> line(String id, List<String> article) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", id);
    line.put("kind", "WORLD_DAY");
    line.put("language", "vi");
    line.put("languages", List.of("vi"));
    line.put("title", article.get(0));
    line.put("lead", article.get(1).split("\n")[0]);
    line.put("publishedAt", "2026-11-20T09:00:00+07:00");
    line.put("places", List.of("Xã Bình Trung, Tỉnh Lạng Sơn"));
    line.put("morePlaces", 2);
    line.put("etag", mark(article));
    return line;
  }

  private void sendMarked(HttpExchange exchange, String mark, String json) throws IOException {
    String quoted = "\"" + mark + "\"";
    if (quoted.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      unchanged.incrementAndGet();
      exchange.sendResponseHeaders(304, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("ETag", quoted);
    send(exchange, 200, "application/json", json, false);
  }

  /** How often a copy at hand was said to be right. */
  public int unchanged() {
    return unchanged.get();
  }

  private Reply firstCode(Map<String, Object> body) {
    String code = (String) body.get("firstCode");
    if (tips.isEmpty() || !FIRST_CODE.equals(code)) {
      return new Reply(404, problem("Không tìm thấy."));
    }
    if (claimed != null && !claimed.equals(body.get("claim"))) {
      return new Reply(404, problem("Không tìm thấy."));
    }
    claimed = (String) body.get("claim");
    return new Reply(200, Map.of("receiptCode", tipByCode.keySet().iterator().next()));
  }

  private Reply tip(Map<String, Object> body) {
    String id = (String) body.get("id");
    String narrative = (String) body.get("narrative");
    if (narrative == null || narrative.isBlank() || narrative.contains("KHONG-HOP-LE")) {
      Map<String, Object> problem = problem("Tin chưa hợp lệ.");
      problem.put(
          "violations", List.of(Map.of("field", "narrative", "message", "Hãy kể chuyện xảy ra.")));
      return new Reply(400, problem);
    }
    Map<String, Object> known = tips.get(id);
    if (known != null && !known.get("replayKey").equals(body.get("replayKey"))) {
      return new Reply(409, problem("Mã tin đã được dùng."));
    }
    if (known == null) {
      String code = codeFor(tips.size());
      known = new LinkedHashMap<>(body);
      known.put("status", "RECEIVED");
      known.put("receiptCode", code);
      tips.put(id, known);
      tipByCode.put(code, id);
      messages.put(id, new ArrayList<>(List.of(message(id, "REPORTER", narrative))));
    }
    String code = (String) known.get("receiptCode");
    Map<String, Object> receipt = new LinkedHashMap<>();
    receipt.put("id", id);
    receipt.put("receiptCode", code.replaceAll("(.{4})(?=.)", "$1 "));
    receipt.put("leadAgency", "Công an xã Bình Trung");
    receipt.put("receivedAt", "2026-11-22T08:30:00+07:00");
    receipt.put("next", "Công an xã sẽ xem tin trong 24 giờ và trả lời bạn tại đây.");
    receipt.put("hotline", Map.of("number", "111", "name", "Tổng đài phòng, chống mua bán người"));
    receipt.put("placeUnderstood", "Xã Bình Trung, tỉnh Lạng Sơn");
    receipt.put("later", Map.of("anything", "the app does not know"));
    return new Reply(201, receipt);
  }

  /** Nineteen digits and the check digit, found by trying. */
  private static String codeFor(int index) {
    String digits = "7314 9026 5518 2047 36".replace(" ", "") + index % 10;
    for (int check = 0; check < 10; check++) {
      if (vn.tinbao.mobile.text.ReceiptCode.parse(digits + check).isPresent()) {
        return digits + check;
      }
    }
    throw new IllegalStateException();
  }

  private Reply follow(HttpExchange exchange) {
    String id = tipOf(exchange);
    if (id == null) {
      return new Reply(404, problem("Không tìm thấy."));
    }
    Map<String, Object> tip = tips.get(id);
    boolean inProgress = tip.get("status").equals("IN_PROGRESS");
    Map<String, Object> dialogue = new LinkedHashMap<>();
    dialogue.put("id", id);
    dialogue.put("status", tip.get("status"));
    dialogue.put("statusText", inProgress ? "Đang xác minh" : "Đã tiếp nhận");
    dialogue.put("leadAgency", "Công an xã Bình Trung");
    dialogue.put("receivedAt", "2026-11-22T01:30:00Z");
    if (tip.containsKey("openedAt")) {
      dialogue.put("openedAt", tip.get("openedAt"));
    }
    dialogue.put("messages", messages.get(id));
    dialogue.put("attachments", filesOf(id));
    return new Reply(200, dialogue);
  }

  private List<Map<String, Object>> filesOf(String tipId) {
    List<Map<String, Object>> files = new ArrayList<>();
    uploads.forEach(
        (id, upload) -> {
          if (upload.tipId.equals(tipId)) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("id", id);
            file.put("name", upload.name);
            file.put("length", upload.length);
            file.put("received", (long) upload.bytes.size());
            file.put("complete", upload.bytes.size() == upload.length);
            files.add(file);
          }
        });
    given.forEach(
        (id, each) -> {
          Map<String, Object> file = new LinkedHashMap<>();
          file.put("id", id);
          file.put("name", each.name);
          file.put("length", (long) each.bytes.length);
          file.put("received", (long) each.bytes.length);
          file.put("complete", true);
          file.put("from", "STAFF");
          file.put("type", each.type);
          files.add(file);
        });
    return files;
  }

  private Reply followMessage(HttpExchange exchange, Map<String, Object> body) {
    String id = tipOf(exchange);
    if (id == null) {
      return new Reply(404, problem("Không tìm thấy."));
    }
    for (Map<String, Object> message : messages.get(id)) {
      if (message.get("id").equals(body.get("id"))) {
        return new Reply(201, message);
      }
    }
    Map<String, Object> message =
        message((String) body.get("id"), "REPORTER", (String) body.get("text"));
    messages.get(id).add(message);
    return new Reply(201, message);
  }

  private String tipOf(HttpExchange exchange) {
    String code = exchange.getRequestHeaders().getFirst("Receipt-Code");
    return code == null ? null : tipByCode.get(code.replace(" ", ""));
  }

  private static Map<String, Object> message(String id, String from, String text) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("from", from);
    message.put("text", text);
    message.put("at", "2026-11-22T09:05:00+07:00");
    return message;
  }

  private Reply units(HttpExchange exchange) {
    String query =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    List<Map<String, Object>> found = new ArrayList<>();
    if (query.toLowerCase(java.util.Locale.ROOT).contains("binh")
        || query.toLowerCase(java.util.Locale.ROOT).contains("bình")) {
      found.add(unit("06337", "Bình Trung", "Xã Bình Trung", "Xã Bình Trung, tỉnh Lạng Sơn"));
      found.add(
          unit("26557", "Bình Trưng", "Phường Bình Trưng", "Phường Bình Trưng, TP Hồ Chí Minh"));
    }
    return new Reply(200, found);
  }

  /** Bình Trung is a square of a tenth of a degree, and the only place that has an outline. */
  private static List<Map<String, Object>> unitsAt(Map<String, Object> point) {
    double lat = ((Number) point.get("lat")).doubleValue();
    double lon = ((Number) point.get("lon")).doubleValue();
    boolean inside = lat > 21.8 && lat < 21.9 && lon > 106.7 && lon < 106.8;
    return inside
        ? List.of(unit("06337", "Bình Trung", "Xã Bình Trung", "Xã Bình Trung, tỉnh Lạng Sơn"))
        : List.of();
  }

  private static Map<String, Object> unit(String code, String name, String full, String place) {
    Map<String, Object> unit = new LinkedHashMap<>();
    unit.put("code", code);
    unit.put("validFrom", "2025-07-01");
    unit.put("name", name);
    unit.put("fullName", full);
    unit.put("place", place);
    return unit;
  }

  private static List<Map<String, Object>> hotlines(String query) {
    List<Map<String, Object>> lines = new ArrayList<>();
    if ("unitCode=06337".equals(query)) {
      Map<String, Object> near = new LinkedHashMap<>();
      near.put("number", "02053810113");
      near.put("name", "Trực ban Công an xã Bình Trung");
      near.put("purposes", List.of("IMMEDIATE_DANGER"));
      lines.add(near);
    }
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("number", "111");
    first.put("name", "Tổng đài điện thoại quốc gia về phòng, chống mua bán người");
    first.put("owner", "Bộ Y tế");
    first.put("hours", "24/7");
    first.put("free", true);
    first.put("purposes", List.of("TRAFFICKING", "CHILD"));
    Map<String, Object> second = new LinkedHashMap<>();
    second.put("number", "0694149315");
    second.put("name", "Công an tỉnh, thường trực Ban Chỉ đạo 138");
    second.put("purposes", List.of());
    lines.add(first);
    lines.add(second);
    return lines;
  }

  private Reply signIn(Map<String, Object> body) {
    if (TOTP.equals("locked") || "locked".equals(body.get("username"))) {
      return new Reply(429, problem("Đã thử sai quá nhiều lần. Hãy thử lại sau 5 phút."));
    }
    boolean right =
        USERNAME.equals(body.get("username"))
            && PASSWORD.equals(body.get("password"))
            && TOTP.equals(body.get("totp"));
    if (!right) {
      return new Reply(401, problem("Tên, mật khẩu hoặc mã xác thực không đúng."));
    }
    String token = UUID.randomUUID().toString();
    tokens.add(token);
    Map<String, Object> officer = new LinkedHashMap<>();
    officer.put("id", officerId);
    officer.put("name", "Thượng uý Nguyễn Thị Lan");
    officer.put("agency", "Đồn Biên phòng Bình Trung");
    officer.put("roles", List.of("FIELD_OFFICER"));
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("token", token);
    session.put("expiresAt", "2026-11-22T20:30:00+07:00");
    session.put("officer", officer);
    return new Reply(201, session);
  }

  private Reply signOut(HttpExchange exchange) {
    tokens.remove(token(exchange));
    return new Reply(204, Map.of());
  }

  /** Tells everything every time: nothing here may depend on what a phone says it has. */
  private Reply news(HttpExchange exchange) {
    if (!tokens.contains(token(exchange))) {
      return new Reply(401, problem("Phiên đã hết."));
    }
    boolean wipe = wiped.contains(exchange.getRequestHeaders().getFirst("Device"));
    Map<String, Object> news = new LinkedHashMap<>();
    news.put("cursor", String.valueOf(number.incrementAndGet()));
    news.put("whole", !wipe);
    news.put("wipe", wipe);
    news.put(
        "assignments",
        wipe ? List.of() : assignments.values().stream().map(FakeServer::detail).toList());
    news.put(
        "purges",
        wipe
            ? List.of()
            : assignments.values().stream()
                .filter(doc -> OVER.contains((String) doc.get("state")))
                .filter(doc -> !purged.contains((String) doc.get("id")))
                .map(doc -> Map.of("id", doc.get("id"), "why", doc.get("state"), "drop", false))
                .toList());
    return new Reply(200, news);
  }

  @SuppressWarnings("unchecked")
  private Reply bring(HttpExchange exchange, Map<String, Object> body) {
    if (!tokens.contains(token(exchange))) {
      return new Reply(401, problem("Phiên đã hết."));
    }
    boolean wipe = wiped.contains(exchange.getRequestHeaders().getFirst("Device"));
    List<Object> results = new ArrayList<>();
    if (body.get("purged") != null) {
      purged.addAll((List<String>) body.get("purged"));
    }
    if (!wipe && body.get("operations") != null) {
      for (Map<String, Object> operation : (List<Map<String, Object>>) body.get("operations")) {
        results.add(settled(operation));
      }
    }
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("wipe", wipe);
    done.put("results", results);
    return new Reply(200, done);
  }

  private Map<String, Object> settled(Map<String, Object> operation) {
    Map<String, Object> result = new LinkedHashMap<>();
    String id = (String) operation.get("id");
    result.put("id", id);
    Map<String, Object> doc = assignments.get(operation.get("assignmentId"));
    if (doc == null) {
      result.put("outcome", "GONE");
      result.put("why", "UNKNOWN");
      result.put("say", "Không có nhiệm vụ này.");
      return result;
    }
    if (operation.get("fields") != null) {
      return written(doc, operation, result);
    }
    boolean refused = act(doc, operation).status() != 200;
    result.put("outcome", refused ? "GONE" : "APPLIED");
    if (refused) {
      result.put("why", doc.get("state"));
      result.put("say", "Nhiệm vụ đã chuyển sang trạng thái khác.");
    }
    return result;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> written(
      Map<String, Object> doc, Map<String, Object> operation, Map<String, Object> result) {
    String state = (String) doc.get("state");
    if (OVER.contains(state)) {
      result.put("outcome", "GONE");
      result.put("why", state);
      result.put("say", "Nhiệm vụ đã kết thúc.");
      return result;
    }
    result.put("outcome", "APPLIED");
    if (operations.putIfAbsent((String) operation.get("id"), operation) == null) {
      Map<String, Object> report =
          (Map<String, Object>)
              doc.computeIfAbsent(
                  "report",
                  key -> new LinkedHashMap<>(Map.of("version", 1, "fields", new ArrayList<>())));
      List<Map<String, Object>> fields = (List<Map<String, Object>>) report.get("fields");
      ((Map<String, Map<String, Object>>) operation.get("fields"))
          .forEach(
              (name, edit) -> {
                fields.removeIf(field -> field.get("name").equals(name));
                fields.add(field(name, (String) edit.get("value"), List.of()));
              });
      if (Boolean.TRUE.equals(operation.get("finished"))) {
        move(doc, "REPORTED", null);
      }
    }
    return result;
  }

  private static Map<String, Object> field(String name, String value, List<Object> rivals) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", name);
    field.put("value", value);
    field.put("version", 1);
    field.put("at", "2026-11-22T08:40:00+07:00");
    field.put("rivals", rivals);
    return field;
  }

  /** Another phone of the officer wrote something else into a field. */
  @SuppressWarnings("unchecked")
  public synchronized void rival(String id, String name, String value, String other) {
    Map<String, Object> rival = new LinkedHashMap<>();
    rival.put("operationId", UUID.randomUUID().toString());
    rival.put("value", other);
    rival.put("at", "2026-11-22T08:41:00+07:00");
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 2);
    report.put("fields", new ArrayList<>(List.of(field(name, value, List.of(rival)))));
    assignments.get(id).put("report", report);
    hint();
  }

  /** What stands in the report of a task. */
  @SuppressWarnings("unchecked")
  public synchronized Map<String, Object> report(String id) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> report = (Map<String, Object>) assignments.get(id).get("report");
    if (report != null) {
      ((List<Map<String, Object>>) report.get("fields"))
          .forEach(field -> values.put((String) field.get("name"), field.get("value")));
    }
    return values;
  }

  private Reply standing(HttpExchange exchange, Map<String, Object> body) {
    String device = exchange.getRequestHeaders().getFirst("Device");
    if (Boolean.TRUE.equals(body.get("wiped"))) {
      emptied.add(device);
    }
    return new Reply(200, Map.of("standing", wiped.contains(device) ? "WIPE" : "KEEP"));
  }

  /** Orders every phone that was heard of to forget everything. */
  public synchronized void orderWipe() {
    seenDevices().forEach(wiped::add);
    hint();
  }

  /** Phones that said that they are empty. */
  public synchronized Set<String> emptied() {
    return Set.copyOf(emptied);
  }

  /** Tasks whose content phones said to have forgotten. */
  public synchronized Set<String> purged() {
    return Set.copyOf(purged);
  }

  private Set<String> seenDevices() {
    return Set.copyOf(devices);
  }

  private Reply act(Map<String, Object> doc, Map<String, Object> body) {
    String operation = (String) body.get("id");
    if (operations.containsKey(operation)) {
      return new Reply(200, detail(doc));
    }
    String action = (String) body.get("action");
    String state = (String) doc.get("state");
    String next =
        switch (action + " " + state) {
          case "ACCEPT OFFERED" -> "ACCEPTED";
          case "DECLINE OFFERED" -> "DECLINED";
          case "EN_ROUTE ACCEPTED" -> "EN_ROUTE";
          case "ON_SITE ACCEPTED", "ON_SITE EN_ROUTE" -> "ON_SITE";
          case "REPORT ACCEPTED", "REPORT EN_ROUTE", "REPORT ON_SITE", "REPORT REPORTED" ->
              "REPORTED";
          case "DONE REPORTED" -> "DONE";
          default -> null;
        };
    if (next == null) {
      return new Reply(409, problem("Nhiệm vụ đã chuyển sang trạng thái khác."));
    }
    operations.put(operation, body);
    move(doc, next, (String) body.get("note"));
    hint();
    return new Reply(200, detail(doc));
  }

  @SuppressWarnings("unchecked")
  private static void move(Map<String, Object> doc, String state, String note) {
    doc.put("state", state);
    doc.put("version", (Long) doc.get("version") + 1);
    doc.put("updatedAt", Instant.parse("2026-11-22T02:00:00Z").toString());
    ((List<Object>) doc.get("events")).add(event(state, note));
  }

  private static Map<String, Object> detail(Map<String, Object> doc) {
    Map<String, Object> detail = new LinkedHashMap<>(doc);
    String state = (String) doc.get("state");
    if (state.equals("OFFERED") || OVER.contains(state)) {
      detail.remove("narrative");
      detail.remove("told");
      detail.remove("report");
      detail.remove("files");
    }
    if (OVER.contains(state)) {
      detail.remove("instruction");
    }
    return detail;
  }

  private static Map<String, Object> event(String state, String note) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("at", "2026-11-22T08:30:00+07:00");
    event.put("state", state);
    if (note != null) {
      event.put("note", note);
    }
    return event;
  }

  private void events(HttpExchange exchange) throws IOException {
    boolean known;
    synchronized (this) {
      known = tokens.contains(token(exchange));
    }
    if (!known) {
      send(exchange, 401, "application/problem+json", json(problem("Phiên đã hết.")), false);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    streams.add(out);
  }

  private static String token(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null ? "" : header.replaceFirst("^Bearer ", "");
  }

  private static Map<String, Object> problem(String detail) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", "Lỗi");
    problem.put("detail", detail);
    return problem;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parse(String json) {
    return (Map<String, Object>) Jsonb.instance().type(Object.class).fromJson(json);
  }

  private static String json(Object value) {
    return Jsonb.instance().type(Object.class).toJson(value);
  }

  private static void send(
      HttpExchange exchange, int status, String type, String body, boolean onlyHalf)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (status == 204) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes, 0, onlyHalf ? bytes.length / 2 : bytes.length);
    } catch (IOException halfway) {
      exchange.close();
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
