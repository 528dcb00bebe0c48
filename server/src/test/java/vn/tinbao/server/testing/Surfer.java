package vn.tinbao.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without a window and without JavaScript: keeps cookies, follows nothing by itself. */
public final class Surfer {
  private final URI base;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public Surfer(EmbeddedServer server) {
    base = server.getURI();
  }

  /** A page. */
  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** A form of our own page: names and values in turn. */
  public HttpResponse<String> post(String path, String... fields) {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", base.toString())
            .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
  }

  /** A form of our own page with a file in its field {@code file}: names and values in turn. */
  public HttpResponse<String> postParts(String path, String name, byte[] bytes, String... fields) {
    String part = "--ranh\r\nContent-Disposition: form-data; name=";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      body.writeBytes(
          (part + '"' + fields[i] + "\"\r\n\r\n" + fields[i + 1] + "\r\n").getBytes(UTF_8));
    }
    body.writeBytes((part + "\"file\"; filename=\"" + name + "\"\r\n\r\n").getBytes(UTF_8));
    body.writeBytes(bytes);
    body.writeBytes("\r\n--ranh--\r\n".getBytes(UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=ranh")
            .header("Origin", base.toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** The form of our own page for sending a file. */
  public HttpResponse<String> postFile(String path, String code, String name, byte[] bytes) {
    String part = "--ranh\r\nContent-Disposition: form-data; name=";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes((part + "\"code\"\r\n\r\n" + code + "\r\n").getBytes(UTF_8));
    body.writeBytes((part + "\"files\"; filename=\"" + name + "\"\r\n\r\n").getBytes(UTF_8));
    body.writeBytes(bytes);
    body.writeBytes("\r\n--ranh--\r\n".getBytes(UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=ranh")
            .header("Origin", base.toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** An answer for a program: body and bearer token may be null. */
  public HttpResponse<String> api(String method, String path, String json, String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Accept", "application/json")
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return send(request);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  /** The bytes of a file. */
  public byte[] bytes(String path) {
    try {
      HttpResponse<byte[]> answer =
          client.send(request(path).GET().build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Has this cookie from now on, as if the server had set it. */
  public void cookie(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(base, cookie);
  }

  /** Values of the cookies that would be sent. */
  public Map<String, String> cookies() {
    return cookies.getCookieStore().getCookies().stream()
        .collect(Collectors.toMap(HttpCookie::getName, HttpCookie::getValue));
  }

  public static String form(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(form.isEmpty() ? "" : "&")
          .append(URLEncoder.encode(fields[i], UTF_8))
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return form.toString();
  }

  /** The value of the hidden field of this name in a page. */
  public static String hidden(String page, String name) {
    List<String> found =
        java.util.regex.Pattern.compile(
                "<input type=\"hidden\" name=\"" + name + "\" value=\"([^\"]*)\"")
            .matcher(page)
            .results()
            .map(m -> m.group(1))
            .toList();
    if (found.isEmpty()) {
      throw new AssertionError("No hidden field " + name);
    }
    return found.get(0);
  }

  /** The browser of somebody who is signed in by this cookie. */
  public static Surfer signedIn(EmbeddedServer server, String cookie) {
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", cookie);
    return surfer;
  }
}
