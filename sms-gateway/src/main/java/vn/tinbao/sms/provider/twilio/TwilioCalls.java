package vn.tinbao.sms.provider.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import vn.tinbao.sms.provider.ProviderNamed;

/** Reads what Twilio calls back with, form or JSON, once its signature is right. */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioCalls {
  /** Bytes. The longest text is 1,600 characters of at most nine bytes each when encoded. */
  static final int LONGEST = 64 * 1024;

  /** Twilio sends some thirty, and three for each of ten media. */
  static final int MOST_FIELDS = 500;

  private static final int SHA1_BYTES = 20;

  private final TwilioSignature signature;
  private final ObjectMapper json = new ObjectMapper();

  TwilioCalls(TwilioSignature signature) {
    this.signature = signature;
  }

  /**
   * The fields of a call. What nobody can have signed, or is larger than any call of Twilio, is not
   * looked into.
   *
   * @return empty when it is not Twilio's
   */
  Optional<Fields> read(HttpRequest<?> request, byte[] body) {
    if (!mayBeTwilios(request, body)) {
      return Optional.empty();
    }
    String query = request.getUri().getRawQuery();
    String path = request.getUri().getRawPath() + (query == null ? "" : "?" + query);
    Optional<String> told = request.getHeaders().findFirst(TwilioSignature.HEADER);
    String type = request.getHeaders().findFirst("Content-Type").orElse("");
    try {
      if (TwilioSignature.isJson(type)) {
        return signature.isOfBody(path, body, told) ? Optional.of(ofJson(body)) : Optional.empty();
      }
      Fields form = Fields.of(new String(body, StandardCharsets.UTF_8));
      return signature.isOfForm(path, form, told) ? Optional.of(form) : Optional.empty();
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private static boolean mayBeTwilios(HttpRequest<?> request, byte[] body) {
    if (body.length > LONGEST) {
      return false;
    }
    int fields = 1;
    for (byte one : body) {
      fields += one == '&' ? 1 : 0;
    }
    return fields <= MOST_FIELDS
        && request
            .getHeaders()
            .findFirst(TwilioSignature.HEADER)
            .filter(TwilioCalls::isMac)
            .isPresent();
  }

  private static boolean isMac(String told) {
    try {
      return Base64.getDecoder().decode(told).length == SHA1_BYTES;
    } catch (IllegalArgumentException notEncoded) {
      return false;
    }
  }

  private Fields ofJson(byte[] body) {
    JsonNode object;
    try {
      object = json.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON");
    }
    List<Fields.Field> fields = new ArrayList<>();
    object
        .fields()
        .forEachRemaining(
            entry ->
                fields.add(
                    new Fields.Field(
                        entry.getKey(),
                        entry.getValue().isNull() ? "" : entry.getValue().asText())));
    return new Fields(fields);
  }
}
