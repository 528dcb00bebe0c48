package vn.tinbao.server.attachment;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Speaks tus 1.0.0 as a phone would. */
public final class TusClient {
  private final URI base;
  private final String code;
  private final HttpClient http = HttpClient.newHttpClient();

  public TusClient(EmbeddedServer server, String code) {
    this(server.getURI(), code);
  }

  TusClient(URI base, String code) {
    this.base = base;
    this.code = code;
  }

  HttpResponse<String> begin(UUID id, String name, long length) {
    return send(
        request(TusApi.PATH)
            .header(TusApi.LENGTH, Long.toString(length))
            .header(TusApi.METADATA, "filename " + base64(name) + ",id " + base64(id.toString()))
            .POST(BodyPublishers.noBody()));
  }

  HttpResponse<String> add(UUID id, long offset, byte[] bytes) {
    return send(
        request(TusApi.PATH + "/" + id)
            .header(TusApi.OFFSET, Long.toString(offset))
            .header("Content-Type", TusApi.BYTES)
            .method("PATCH", BodyPublishers.ofByteArray(bytes)));
  }

  /** The same for clients without PATCH. */
  HttpResponse<String> addByPost(UUID id, long offset, byte[] bytes, String override) {
    return send(
        request(TusApi.PATH + "/" + id)
            .header(TusApi.OFFSET, Long.toString(offset))
            .header(TusApi.OVERRIDE, override)
            .header("Content-Type", TusApi.BYTES)
            .POST(BodyPublishers.ofByteArray(bytes)));
  }

  HttpResponse<String> standing(UUID id) {
    return send(request(TusApi.PATH + "/" + id).method("HEAD", BodyPublishers.noBody()));
  }

  HttpResponse<String> abandon(UUID id) {
    return send(request(TusApi.PATH + "/" + id).DELETE());
  }

  /** The whole file in one go. */
  public void upload(UUID id, String name, byte[] bytes) {
    if (begin(id, name, bytes.length).statusCode() != 201
        || add(id, 0, bytes).statusCode() != 204) {
      throw new AssertionError("The upload was refused");
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Accept", "application/json")
        .header("Receipt-Code", code)
        .header(TusApi.RESUMABLE, TusApi.VERSION);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static long offset(HttpResponse<?> answer) {
    return answer.headers().firstValueAsLong(TusApi.OFFSET).orElse(-1);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
