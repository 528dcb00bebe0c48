package vn.tinbao.sms.lab.twilio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** An answer of the fake Twilio. */
record FakeAnswer(int status, String type, byte[] body, Map<String, String> headers) {
  static FakeAnswer json(int status, ObjectNode json) {
    return new FakeAnswer(
        status,
        "application/json",
        json.toString().getBytes(StandardCharsets.UTF_8),
        Map.of("Twilio-Request-Duration", "0.001"));
  }

  static FakeAnswer error(int status, int code, Duration retryAfter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", code);
    json.put("message", "Error " + code);
    json.put("more_info", "https://www.twilio.com/docs/errors/" + code);
    json.put("status", status);
    FakeAnswer answer = json(status, json);
    return retryAfter.isZero()
        ? answer
        : new FakeAnswer(
            status, answer.type, answer.body, Map.of("Retry-After", "" + retryAfter.toSeconds()));
  }

  static FakeAnswer notFound() {
    return error(404, 20404, Duration.ZERO);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "FakeAnswer[" + status + "]";
  }
}
