package vn.tinbao.mobile.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.net.wire.DeviceStanding;
import vn.tinbao.mobile.net.wire.DeviceWord;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.net.wire.DialogueMessage;
import vn.tinbao.mobile.net.wire.FirstCodeExchange;
import vn.tinbao.mobile.net.wire.HotlineEntry;
import vn.tinbao.mobile.net.wire.NewMessage;
import vn.tinbao.mobile.net.wire.OfferAnswer;
import vn.tinbao.mobile.net.wire.Point;
import vn.tinbao.mobile.net.wire.PushAddress;
import vn.tinbao.mobile.net.wire.PushReceipts;
import vn.tinbao.mobile.net.wire.Reach;
import vn.tinbao.mobile.net.wire.ReceiptCodeDoc;
import vn.tinbao.mobile.net.wire.SignIn;
import vn.tinbao.mobile.net.wire.SignedIn;
import vn.tinbao.mobile.net.wire.StaffNotice;
import vn.tinbao.mobile.net.wire.SyncDone;
import vn.tinbao.mobile.net.wire.SyncNews;
import vn.tinbao.mobile.net.wire.SyncUp;
import vn.tinbao.mobile.net.wire.TipReceipt;
import vn.tinbao.mobile.net.wire.TipRequest;
import vn.tinbao.mobile.net.wire.TopicNews;
import vn.tinbao.mobile.net.wire.TopicWish;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.officer.TaskAction;
import vn.tinbao.mobile.officer.TaskState;

/**
 * The app's JSON against the server's published description, both ways: whatever the app writes,
 * the server takes; whatever the server may answer, the app reads, without losing what it has a
 * field for.
 */
class ContractTest {
  private static final int SAMPLES =
      "full".equals(System.getProperty("tinbao.test.size")) ? 2_000 : 100;

  private static final OpenApi SERVER = OpenApi.read();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What the app asks: one row a request of {@code Api}, by the name of its method there. */
  private record Ask(
      String name,
      String method,
      String path,
      @Nullable Class<?> writes,
      @Nullable Class<?> reads,
      boolean many) {

    static Ask of(
        String name,
        String method,
        String path,
        @Nullable Class<?> writes,
        @Nullable Class<?> reads) {
      return new Ask(name, method, "/api/v1" + path, writes, reads, false);
    }

    static Ask list(String name, String path, Class<?> reads) {
      return new Ask(name, "GET", "/api/v1" + path, null, reads, true);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static final List<Ask> ASKS =
      List.of(
          Ask.of("report", "POST", "/tips", TipRequest.class, TipReceipt.class),
          Ask.of("follow", "GET", "/follow", null, Dialogue.class),
          Ask.of("write", "POST", "/follow/messages", NewMessage.class, DialogueMessage.class),
          Ask.of(
              "exchangeFirstCode",
              "POST",
              "/follow/first-code",
              FirstCodeExchange.class,
              ReceiptCodeDoc.class),
          Ask.list("units", "/units", UnitFound.class),
          new Ask("unitsAt", "POST", "/api/v1/units/at", Point.class, UnitFound.class, true),
          Ask.list("hotlines", "/hotlines", HotlineEntry.class),
          Ask.of("signIn", "POST", "/officer/sessions", SignIn.class, SignedIn.class),
          Ask.of("bring", "POST", "/officer/sync", SyncUp.class, SyncDone.class),
          Ask.of("news", "GET", "/officer/sync", null, SyncNews.class),
          Ask.of(
              "standing",
              "POST",
              "/officer/devices/current",
              DeviceWord.class,
              DeviceStanding.class),
          Ask.of("wakeBy", "PUT", "/officer/device", PushAddress.class, Reach.class),
          Ask.of("received", "POST", "/officer/pushes/received", PushReceipts.class, null),
          Ask.list("notices", "/officer/notices", StaffNotice.class),
          Ask.list("topicNews", "/topics/news", TopicNews.class),
          Ask.of("offers", "GET", "/offers", null, OfferAnswer.class),
          Ask.list("articles", "/articles", ArticleDoc.class),
          Ask.of("article", "GET", "/articles/{id}", null, ArticleDoc.class),
          Ask.of("wish", "POST", "/topics/subscriptions", TopicWish.class, Reach.class));

  @TestFactory
  Stream<DynamicTest> what_the_app_writes_is_what_the_server_takes() {
    return ASKS.stream()
        .filter(ask -> ask.writes() != null)
        .map(
            ask ->
                DynamicTest.dynamicTest(
                    ask.toString(),
                    () -> {
                      Object schema = SERVER.request(ask.method(), ask.path());
                      for (Fill fill : Fill.values()) {
                        Object written = make(ask.writes(), fill);
                        String json = write(ask.writes(), written);
                        assertThat(SERVER.misfits(schema, parse(json))).as(json).isEmpty();
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> what_the_server_answers_is_what_the_app_reads() {
    return ASKS.stream()
        .filter(ask -> ask.reads() != null)
        .map(
            ask ->
                DynamicTest.dynamicTest(
                    ask.toString(),
                    () -> {
                      Map<String, Object> answer = SERVER.answer(ask.method(), ask.path());
                      Object schema = ask.many() ? answer.get("items") : answer;
                      assertThat(answer.get("type")).isEqualTo(ask.many() ? "array" : "object");
                      Random random = new Random(138);
                      for (int i = 0; i < SAMPLES; i++) {
                        OpenApi.Fill fill = OpenApi.Fill.values()[i % 3];
                        reads(ask.reads(), OpenApi.map(SERVER.sample(schema, fill, random)));
                      }
                    }));
  }

  /** What the app asks without JSON: files, piece by piece. */
  private record Carry(
      String name, String method, String path, String status, Set<String> headers) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static final Set<String> BEGINS =
      Set.of("tus-resumable", "upload-length", "upload-metadata");
  private static final Set<String> ADDS =
      Set.of("tus-resumable", "upload-offset", "x-http-method-override");

  private static final List<Carry> CARRIES =
      List.of(
          new Carry(
              "beginUpload", "POST", "/follow/attachments", "201", with(BEGINS, "receipt-code")),
          new Carry(
              "continueUpload",
              "POST",
              "/follow/attachments/{id}",
              "204",
              with(ADDS, "receipt-code")),
          new Carry(
              "filePiece", "GET", "/follow/files/{id}", "206", Set.of("receipt-code", "range")),
          new Carry(
              "beginTaskFile",
              "POST",
              "/officer/assignments/{assignmentId}/files",
              "201",
              with(BEGINS, "taken-at")),
          new Carry(
              "continueTaskFile",
              "POST",
              "/officer/assignments/{assignmentId}/files/{id}",
              "204",
              ADDS));

  private static Set<String> with(Set<String> headers, String more) {
    Set<String> all = new java.util.TreeSet<>(headers);
    all.add(more);
    return all;
  }

  @TestFactory
  Stream<DynamicTest> files_are_carried_by_the_headers_that_the_server_reads() {
    return CARRIES.stream()
        .map(
            carry ->
                DynamicTest.dynamicTest(
                    carry.toString(),
                    () -> {
                      String path = "/api/v1" + carry.path();
                      assertThat(SERVER.headers(carry.method(), path)).containsAll(carry.headers());
                      assertThat(SERVER.statuses(carry.method(), path)).contains(carry.status());
                    }));
  }

  /** Streams, and what has neither a body nor an answer: they must be there. */
  private static final Map<String, String> PLAIN =
      Map.of(
          "signOut", "DELETE /officer/sessions/current",
          "noticeRead", "POST /officer/notices/{topic}/{id}/read",
          "events", "GET /officer/events",
          "topicEvents", "GET /topics/events");

  @Test
  void nothing_that_the_app_can_ask_is_missing_here() {
    Set<String> covered = new java.util.TreeSet<>(PLAIN.keySet());
    ASKS.forEach(ask -> covered.add(ask.name()));
    CARRIES.forEach(carry -> covered.add(carry.name()));
    Set<String> asked = new java.util.TreeSet<>();
    Arrays.stream(Api.class.getDeclaredMethods())
        .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
        .forEach(method -> asked.add(method.getName()));
    assertThat(covered).isEqualTo(asked);
    PLAIN
        .values()
        .forEach(
            route -> {
              String[] both = route.split(" ");
              assertThat(SERVER.statuses(both[0], "/api/v1" + both[1])).isNotEmpty();
            });
  }

  /** The server may learn new fields before the app does. */
  private static void reads(Class<?> type, Map<String, Object> sample) throws Exception {
    assertThat(SERVER).isNotNull();
    Map<String, Object> newer = new java.util.LinkedHashMap<>(sample);
    newer.put("aFieldOfNextYear", List.of(Map.of("x", 1)));
    String json = JSON.writeValueAsString(newer);
    Object read = Codec.of(type).fromJson(json);
    assertThat(read).as(json).isNotNull();
    compare(type, read, sample, json);
  }

  private static void compare(Class<?> type, Object read, Map<String, Object> sample, String json)
      throws Exception {
    for (RecordComponent component : type.getRecordComponents()) {
      Object value = component.getAccessor().invoke(read);
      Object sent = sample.get(component.getName());
      String at = type.getSimpleName() + "." + component.getName() + " of " + json;
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (!nullable) {
        assertThat(value).as("%s: the app counts on it", at).isNotNull();
        assertThat(sample)
            .as("%s: the server does not promise it", at)
            .containsKey(component.getName());
      }
      if (sent == null) {
        continue;
      }
      if (value instanceof Instant instant) {
        assertThat(instant)
            .as(at)
            .isEqualTo(java.time.OffsetDateTime.parse((String) sent).toInstant());
      } else if (value instanceof java.math.BigDecimal decimal) {
        assertThat(decimal.doubleValue()).as(at).isEqualTo(((Number) sent).doubleValue());
      } else if (value instanceof Number number) {
        assertThat(number.longValue()).as(at).isEqualTo(((Number) sent).longValue());
      } else if (value instanceof Record inner) {
        compare(inner.getClass(), inner, OpenApi.map(sent), json);
      } else if (value instanceof List<?> items) {
        List<Object> sentItems = OpenApi.list(sent);
        assertThat(items).as(at).hasSameSizeAs(sentItems);
        for (int i = 0; i < items.size(); i++) {
          if (items.get(i) instanceof Record inner) {
            compare(inner.getClass(), inner, OpenApi.map(sentItems.get(i)), json);
          } else {
            assertThat(items.get(i)).as(at).isEqualTo(sentItems.get(i));
          }
        }
      } else {
        assertThat(value).as(at).isEqualTo(sent);
      }
    }
  }

  @Test
  void the_app_has_a_word_for_every_state_and_the_server_for_every_action() {
    Map<String, Object> doc = SERVER.answer("GET", "/api/v1/officer/assignments/{id}");
    Set<Object> states =
        Set.copyOf(
            OpenApi.list(
                SERVER.resolved(OpenApi.map(doc.get("properties")).get("state")).get("enum")));
    Set<String> known = new java.util.HashSet<>();
    Arrays.stream(TaskState.values())
        .filter(state -> state != TaskState.UNKNOWN)
        .forEach(state -> known.add(state.name()));
    assertThat(known).isEqualTo(states);

    Map<String, Object> action = SERVER.request("POST", "/api/v1/officer/assignments/{id}/actions");
    Set<Object> actions =
        Set.copyOf(
            OpenApi.list(
                SERVER.resolved(OpenApi.map(action.get("properties")).get("action")).get("enum")));
    Set<String> offered = new java.util.HashSet<>();
    Arrays.stream(TaskAction.values()).forEach(one -> offered.add(one.name()));
    assertThat(offered).isEqualTo(actions);
  }

  @Test
  void what_the_server_finds_out_by_itself_is_asked_of_nobody() {
    assertThat(SERVER.schemas()).isNotEmpty().doesNotContain("StaffMember", "PhoneSession");
  }

  @Test
  void the_test_sees_what_does_not_fit() {
    Object schema = SERVER.request("POST", "/api/v1/follow/messages");
    assertThat(SERVER.misfits(schema, Map.of("id", "x", "text", "", "more", 1))).hasSize(3);
    assertThat(SERVER.misfits(schema, Map.of())).hasSize(2);
    assertThat(SERVER.misfits(schema, List.of())).hasSize(1);
  }

  // ---- what the app writes

  private enum Fill {
    EVERYTHING,
    LEAST
  }

  /** An instance with all it can hold, or with nothing that may be left out. */
  private static Object make(Class<?> type, Fill fill) throws Exception {
    List<Object> values = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      types.add(component.getType());
      values.add(nullable && fill == Fill.LEAST ? null : value(type, component, fill));
    }
    var constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
    return constructor.newInstance(values.toArray());
  }

  private static Object value(Class<?> owner, RecordComponent component, Fill fill)
      throws Exception {
    Class<?> type = component.getType();
    String name = component.getName();
    if (type == Instant.class) {
      return fill == Fill.LEAST
          ? Instant.parse("2026-11-22T01:02:03Z")
          : Instant.parse("2026-11-22T01:02:03.123456Z");
    }
    if (type == boolean.class || type == Boolean.class) {
      return fill == Fill.EVERYTHING;
    }
    if (type == int.class || type == Integer.class) {
      return 7;
    }
    if (type == long.class || type == Long.class) {
      return 7L;
    }
    if (type == double.class || type == Double.class) {
      return 21.5;
    }
    if (type == List.class) {
      Class<?> items = lastArgument(component);
      return List.of(
          items.isRecord() ? make(items, fill) : UuidCreator.getTimeOrderedEpoch().toString());
    }
    if (type == Map.class) {
      return Map.of("notes", make(lastArgument(component), fill));
    }
    if (type.isRecord()) {
      return make(type, fill);
    }
    return switch (name) {
      case "id", "operationId", "assignmentId", "after" ->
          UuidCreator.getTimeOrderedEpoch().toString();
      case "replayKey" -> "AAAAAAAAAAAAAAAAAAAAAA";
      case "action" -> TaskAction.values()[fill.ordinal()].name();
      case "language" -> fill == Fill.LEAST ? "vi" : "en";
      case "unitCode" -> "06286";
      case "unitValidFrom" -> "2025-07-01";
      case "textFrom" -> "08:00";
      case "textUntil" -> "17:30";
      case "provider" -> "fcm";
      case "token" -> "dGhpcyBpcyBhIHRva2Vu:APA91";
      case "totp" -> "123456";
      case "firstCode" -> "12345 67890 12345";
      case "claim" -> "AAAAAAAAAAAAAAAAAAAAAA";
      case "topic" -> "u-06286-20250701-vi";
      default -> owner.getSimpleName() + " \"" + name + "\" ở xã\n🙏";
    };
  }

  /** What a list or map holds. */
  private static Class<?> lastArgument(RecordComponent component) {
    Type[] arguments = ((ParameterizedType) component.getGenericType()).getActualTypeArguments();
    return (Class<?>) arguments[arguments.length - 1];
  }

  @SuppressWarnings("unchecked")
  private static <T> String write(Class<T> type, Object value) {
    return Codec.of(type).toJson((T) value);
  }

  private static Object parse(String json) throws JsonProcessingException {
    return JSON.readValue(json, Object.class);
  }
}
