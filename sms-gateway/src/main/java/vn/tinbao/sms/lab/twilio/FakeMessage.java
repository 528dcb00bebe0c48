package vn.tinbao.sms.lab.twilio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.text.Segments;

/**
 * A message as the fake Twilio knows it.
 *
 * @param sid {@code SM…}, with media {@code MM…}
 * @param inbound from a phone to us
 * @param from null: the messaging service has not picked a sender yet
 * @param errorCode why it failed
 * @param callback where news go, as it was asked for, overrides included
 * @param validityPeriod in seconds, as it was asked for
 */
public record FakeMessage(
    String sid,
    boolean inbound,
    @Nullable String from,
    String to,
    String body,
    @Nullable String messagingService,
    String status,
    @Nullable Integer errorCode,
    @Nullable String callback,
    @Nullable String validityPeriod,
    List<FakeMedia> media,
    Instant createdAt) {
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * One picture or file of it.
   *
   * @param elsewhere the address that whoever asks for it is sent on to; null: it is here
   */
  public record FakeMedia(String sid, String type, byte[] content, @Nullable String elsewhere) {
    @Override
    public boolean equals(Object other) {
      return other instanceof FakeMedia that && sid.equals(that.sid);
    }

    @Override
    public int hashCode() {
      return sid.hashCode();
    }

    @Override
    public String toString() {
      return "FakeMedia[" + sid + "]";
    }
  }

  FakeMessage with(String newStatus, @Nullable Integer newError) {
    return new FakeMessage(
        sid,
        inbound,
        from,
        to,
        body,
        messagingService,
        newStatus,
        newError,
        callback,
        validityPeriod,
        media,
        createdAt);
  }

  static String date(Instant time) {
    return RFC_2822.format(time);
  }

  ObjectNode json(String account) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String uri = "/2010-04-01/Accounts/" + account + "/Messages/" + sid;
    json.put("account_sid", account);
    json.put("api_version", "2010-04-01");
    json.put("body", body);
    String created = date(createdAt);
    json.put("date_created", created);
    json.put("date_sent", waits() ? null : created);
    json.put("date_updated", created);
    json.put("direction", inbound ? "inbound" : "outbound-api");
    json.put("error_code", errorCode);
    json.put("error_message", errorCode == null ? null : "Error " + errorCode);
    json.put("from", from);
    json.put("messaging_service_sid", messagingService);
    json.put("num_media", String.valueOf(media.size()));
    json.put(
        "num_segments", messagingService != null && waits() ? "0" : "" + Segments.of(body).count());
    json.putNull("price");
    json.putNull("price_unit");
    json.put("sid", sid);
    json.put("status", status);
    json.putObject("subresource_uris").put("media", uri + "/Media.json");
    json.put("to", to);
    json.put("uri", uri + ".json");
    return json;
  }

  private boolean waits() {
    return status.equals("accepted") || status.equals("queued");
  }

  @Override
  public String toString() {
    return "FakeMessage[" + sid + ", " + status + "]";
  }
}
