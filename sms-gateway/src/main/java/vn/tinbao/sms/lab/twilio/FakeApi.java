package vn.tinbao.sms.lab.twilio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.lab.twilio.FakeMessage.FakeMedia;

/** The documented addresses of messages and their media, without the network. */
final class FakeApi {
  private static final Pattern PATH =
      Pattern.compile(
          "/2010-04-01/Accounts/(AC[0-9a-f]{32})/Messages"
              + "(?:/((?:SM|MM)[0-9a-f]{32})(?:/Media(?:/(ME[0-9a-f]{32}))?)?)?(\\.json)?");
  private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{5,14}");
  private static final int LONGEST_BODY = 1600;
  private static final int LARGEST_PAGE = 1000;

  private final FakeAccount account;
  private final FakeMessages messages;

  FakeApi(FakeAccount account, FakeMessages messages) {
    this.account = account;
    this.messages = messages;
  }

  /** What a message that was asked for came to; one of the two. */
  record Taken(@Nullable FakeMessage message, @Nullable FakeAnswer refused) {}

  boolean isSending(String method, String uri) {
    Matcher path = PATH.matcher(new QueryStringDecoder(uri).path());
    return method.equals("POST") && path.matches() && path.group(2) == null;
  }

  /** Empty when the request signs in as nobody we know. */
  Optional<FakeAnswer> refuses(String uri, String authorization) {
    Matcher path = PATH.matcher(new QueryStringDecoder(uri).path());
    if (!account.admits(authorization)) {
      return Optional.of(FakeAnswer.error(401, 20003, Duration.ZERO));
    }
    return path.matches() && path.group(1).equals(account.sid())
        ? Optional.empty()
        : Optional.of(FakeAnswer.notFound());
  }

  /** Reads a form that asks for a message; does not keep it yet. */
  Taken take(String form) {
    Map<String, List<String>> fields = new QueryStringDecoder(form, false).parameters();
    String to = first(fields, "To");
    String body = first(fields, "Body");
    String from = first(fields, "From");
    String service = first(fields, "MessagingServiceSid");
    if (to.isEmpty()) {
      return refuse(21604);
    }
    if (!NUMBER.matcher(to).matches()) {
      return refuse(21211);
    }
    if (from.isEmpty() && service.isEmpty()) {
      return refuse(21603);
    }
    if (body.isEmpty()) {
      return refuse(21602);
    }
    if (body.length() > LONGEST_BODY) {
      return refuse(21617);
    }
    return new Taken(
        new FakeMessage(
            "SM" + hex(),
            false,
            from.isEmpty() ? null : from,
            to,
            body,
            service.isEmpty() ? null : service,
            service.isEmpty() ? "queued" : "accepted",
            null,
            fields.containsKey("StatusCallback") ? first(fields, "StatusCallback") : null,
            fields.containsKey("ValidityPeriod") ? first(fields, "ValidityPeriod") : null,
            List.of(),
            now()),
        null);
  }

  private static Taken refuse(int code) {
    return new Taken(null, FakeAnswer.error(400, code, Duration.ZERO));
  }

  FakeAnswer created(FakeMessage message) {
    return FakeAnswer.json(201, message.json(account.sid()));
  }

  /** Everything but sending. */
  FakeAnswer answer(String method, String uri) {
    QueryStringDecoder decoded = new QueryStringDecoder(uri);
    Matcher path = PATH.matcher(decoded.path());
    if (!path.matches() || !(method.equals("GET") || method.equals("DELETE"))) {
      return FakeAnswer.notFound();
    }
    String sid = path.group(2);
    if (sid == null) {
      return list(decoded);
    }
    Optional<FakeMessage> message = messages.get(sid);
    if (message.isEmpty()) {
      return FakeAnswer.notFound();
    }
    if (path.group(3) != null) {
      return media(message.get(), path.group(3), method);
    }
    return decoded.path().endsWith("/Media.json")
        ? mediaList(message.get(), decoded)
        : FakeAnswer.json(200, message.get().json(account.sid()));
  }

  private FakeAnswer media(FakeMessage message, String sid, String method) {
    Optional<FakeMedia> media =
        message.media().stream().filter(one -> one.sid().equals(sid)).findFirst();
    if (media.isEmpty()) {
      return FakeAnswer.notFound();
    }
    if (method.equals("DELETE")) {
      messages.change(
          message.sid(),
          old ->
              new FakeMessage(
                  old.sid(),
                  old.inbound(),
                  old.from(),
                  old.to(),
                  old.body(),
                  old.messagingService(),
                  old.status(),
                  old.errorCode(),
                  old.callback(),
                  old.validityPeriod(),
                  old.media().stream().filter(one -> !one.sid().equals(sid)).toList(),
                  old.createdAt()));
      return new FakeAnswer(204, "application/json", new byte[0], Map.of());
    }
    String elsewhere = media.get().elsewhere();
    if (elsewhere != null) {
      return new FakeAnswer(307, "text/plain", new byte[0], Map.of("Location", elsewhere));
    }
    return new FakeAnswer(200, media.get().type(), media.get().content(), Map.of());
  }

  private FakeAnswer mediaList(FakeMessage message, QueryStringDecoder decoded) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (FakeMedia media : message.media()) {
      ObjectNode json = list.addObject();
      json.put("account_sid", account.sid());
      json.put("content_type", media.type());
      json.put("date_created", FakeMessage.date(message.createdAt()));
      json.put("date_updated", FakeMessage.date(message.createdAt()));
      json.put("parent_sid", message.sid());
      json.put("sid", media.sid());
      json.put("uri", decoded.path().replace(".json", "/" + media.sid() + ".json"));
    }
    return paged(decoded, "media_list", list);
  }

  private FakeAnswer list(QueryStringDecoder decoded) {
    Map<String, List<String>> query = decoded.parameters();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    messages.newestFirst(matching(query)).forEach(message -> list.add(message.json(account.sid())));
    return paged(decoded, "messages", list);
  }

  private static Predicate<FakeMessage> matching(Map<String, List<String>> query) {
    Predicate<FakeMessage> all = message -> true;
    if (query.containsKey("To")) {
      all = all.and(message -> message.to().equals(first(query, "To")));
    }
    if (query.containsKey("From")) {
      all = all.and(message -> first(query, "From").equals(message.from()));
    }
    if (query.containsKey("DateSent>")) {
      Instant since = time(first(query, "DateSent>"));
      all = all.and(message -> !message.createdAt().isBefore(since));
    }
    if (query.containsKey("DateSent<")) {
      Instant until = time(first(query, "DateSent<"));
      all = all.and(message -> !message.createdAt().isAfter(until));
    }
    return all;
  }

  private static Instant time(String written) {
    return written.length() == 10
        ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
        : ZonedDateTime.parse(written.endsWith("Z") ? written : written + "Z").toInstant();
  }

  private static FakeAnswer paged(QueryStringDecoder decoded, String name, ArrayNode all) {
    Map<String, List<String>> query = decoded.parameters();
    int size = Math.min(number(query, "PageSize", 50), LARGEST_PAGE);
    int page = number(query, "Page", 0);
    int start = Math.min(page * size, all.size());
    int end = Math.min(start + size, all.size());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("end", Math.max(start, end - 1));
    json.put("first_page_uri", pageUri(decoded, size, 0));
    json.put("next_page_uri", end < all.size() ? pageUri(decoded, size, page + 1) : null);
    json.put("page", page);
    json.put("page_size", size);
    json.put("previous_page_uri", page > 0 ? pageUri(decoded, size, page - 1) : null);
    json.put("start", start);
    json.put("uri", pageUri(decoded, size, page));
    ArrayNode shown = json.putArray(name);
    for (int i = start; i < end; i++) {
      shown.add(all.get(i));
    }
    return FakeAnswer.json(200, json);
  }

  private static String pageUri(QueryStringDecoder decoded, int size, int page) {
    String kept =
        decoded.parameters().entrySet().stream()
            .filter(field -> !field.getKey().startsWith("Page"))
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue().get(0)) + "&")
            .collect(Collectors.joining());
    String token = page == 0 ? "" : "&PageToken=PA" + page;
    return decoded.path() + "?" + kept + "PageSize=" + size + "&Page=" + page + token;
  }

  private static int number(Map<String, List<String>> query, String name, int otherwise) {
    String value = first(query, name);
    return value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
  }

  private static String first(Map<String, List<String>> fields, String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String hex() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Twilio's clock is the real one: it is another company's. */
  static Instant now() {
    return Instant.now();
  }
}
