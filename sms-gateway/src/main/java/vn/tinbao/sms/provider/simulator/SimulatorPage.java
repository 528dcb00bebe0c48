package vn.tinbao.sms.provider.simulator;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.web.Words;

/**
 * The page on which a person holds several phones. Script and style are files of their own: the
 * page allows nothing else.
 */
@Controller("/simulator")
@ProviderNamed(SimulatorProvider.NAME)
@SimulatorDoors
class SimulatorPage {
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.A-Z0-9_]+)}}");

  private final String template = resource("page.html");
  private final String script = resource("page.js");
  private final String style = resource("page.css");
  private final String icon = resource("icon.svg");
  private final SimulatorSettings settings;

  SimulatorPage(SimulatorSettings settings) {
    this.settings = settings;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> page(@QueryValue Optional<String> lang) {
    Words words = Words.in(lang.orElse("vi"));
    String html =
        PLACE
            .matcher(template.replace("{{faults}}", faults(words)))
            .replaceAll(place -> Matcher.quoteReplacement(escape(value(words, place.group(1)))));
    return file(html, MediaType.TEXT_HTML_TYPE).header("Content-Security-Policy", POLICY);
  }

  /** One choice for each fault; each carries its number, from which the script makes a table. */
  private static String faults(Words words) {
    StringBuilder options = new StringBuilder();
    for (SimulatedFault fault : SimulatedFault.values()) {
      options
          .append("<option value=\"")
          .append(fault)
          .append("\" data-number=\"")
          .append(fault.number())
          .append("\">")
          .append(escape(words.get("simulator.fault." + fault)))
          .append("</option>");
    }
    return options.toString();
  }

  private String value(Words words, String key) {
    return switch (key) {
      case "lang" -> words.language().getLanguage();
      case "hotline" -> settings.hotline();
      default -> words.get(key);
    };
  }

  @Get("/page.js")
  @Produces("text/javascript")
  HttpResponse<String> script() {
    return file(script, MediaType.of("text/javascript"));
  }

  @Get("/page.css")
  @Produces("text/css")
  HttpResponse<String> style() {
    return file(style, MediaType.of("text/css"));
  }

  @Get("/icon.svg")
  @Produces("image/svg+xml")
  HttpResponse<String> icon() {
    return file(icon, MediaType.of("image/svg+xml"));
  }

  private static MutableHttpResponse<String> file(String content, MediaType type) {
    return HttpResponse.ok(content)
        .contentType(MediaType.of(type + "; charset=utf-8"))
        .header("Cache-Control", "no-cache")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            SimulatorPage.class.getClassLoader().getResourceAsStream("simulator/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
