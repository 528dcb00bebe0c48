package vn.tinbao.sms.alone;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;

/** Two programs on one database: a gateway with its own settings, and the server's side. */
final class AloneFixture {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private AloneFixture() {}

  private static Map<String, Object> real(Path home, DatabaseAddress database) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("tinbao.test.database", "false");
    settings.put("tinbao.home", home.toString());
    settings.put("tinbao.db.url", database.url());
    settings.put("tinbao.db.user", database.user());
    settings.put("tinbao.db.password", database.password());
    return settings;
  }

  /** The gateway alone, with {@code gateway.yml}. */
  static EmbeddedServer gateway(Path home, DatabaseAddress database, Map<String, String> more)
      throws IOException {
    Map<String, Object> settings = new HashMap<>();
    try (var in = AloneFixture.class.getClassLoader().getResourceAsStream("gateway.yml")) {
      settings.putAll(new YamlPropertySourceLoader().read("gateway.yml", in));
    }
    settings.putAll(real(home, database));
    settings.put("micronaut.server.port", -1);
    settings.put("tinbao.sms.simulator.sent-after", "PT0.02S");
    settings.put("tinbao.sms.simulator.delivered-after", "PT0.02S");
    settings.put("tinbao.sms.sender.poll", "PT0.2S");
    settings.putAll(more);
    return ApplicationContext.run(EmbeddedServer.class, settings);
  }

  /** The server's side: it makes the keys and sends nothing. */
  static ApplicationContext server(Path home, DatabaseAddress database) {
    Map<String, Object> settings = real(home, database);
    settings.put("tinbao.sms.sender.enabled", "false");
    ApplicationContext server = ApplicationContext.run(settings);
    BodySeal.createKeys(home.resolve("keys"));
    server.getBean(PhoneKey.class);
    return server;
  }

  static UUID enqueue(ApplicationContext server, String to) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    server
        .getBean(SmsOutbox.class)
        .enqueue(
            new OutboundSms(
                id,
                MessageClass.REPLY,
                server.getBean(PhoneKey.class).seal(new PhoneNumber(to)),
                "Da nhan",
                null));
    return id;
  }

  /** The status of the answer to a typed message. */
  static int type(EmbeddedServer gateway, String from, String text)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.getURI() + "/simulator/api/messages"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"from\":\"" + from + "\",\"text\":\"" + text + "\"}"))
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  static HttpResponse<String> get(EmbeddedServer gateway, String path)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(gateway.getURI() + path)).build(),
        BodyHandlers.ofString());
  }
}
