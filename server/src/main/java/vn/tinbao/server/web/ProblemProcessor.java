package vn.tinbao.server.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;

/**
 * The body of every answer that says no: {@link Problem} for programs, a page for people. In the
 * language of the request and in our own words: no message of an exception ever leaves the house.
 */
@Singleton
@Primary
public final class ProblemProcessor implements ErrorResponseProcessor<Object> {
  private static final String PROBLEM_TYPE = "urn:tinbao:problem:";
  private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");

  /** How serde and Jackson name the field they could not read. */
  private static final Pattern FIELD =
      Pattern.compile("(?:parameter|property) \\[?\"?(?:[\\w.<>]+ )?(\\w{1,40})");

  private final Messages messages;
  private final UiBinder uis;
  private final StaticTemplates pages = new StaticTemplates();

  ProblemProcessor(Messages messages, UiBinder uis) {
    this.messages = messages;
    this.uis = uis;
  }

  @Override
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    Problem problem =
        problem(
            Languages.of(request), request, context.getRootCause().orElse(null), response.code());
    @SuppressWarnings("unchecked") // the body is ours from here on
    MutableHttpResponse<Object> answer = (MutableHttpResponse<Object>) response;
    if (request.getMethod() == HttpMethod.HEAD) {
      return answer;
    }
    if (wantsPage(request)) {
      String page = pages.webError(uis.of(request), problem).render();
      answer.body(page);
      return answer.contentType(JteWriter.HTML);
    }
    answer.body(problem);
    return answer.contentType(PROBLEM_JSON);
  }

  /** Whether a person with a browser asks, and not a program. */
  public static boolean wantsPage(HttpRequest<?> request) {
    return !request.getPath().startsWith("/api/")
        && request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::matches)
        && request.getHeaders().get("Accept", String.class).orElse("").contains("text/html");
  }

  private Problem problem(
      Locale locale, HttpRequest<?> request, @Nullable Throwable cause, int status) {
    String instance = RequestIds.of(request).map(id -> "urn:uuid:" + id).orElse(null);
    String title = title(locale, status);
    if (cause instanceof Refusal refusal) {
      String detail = messages.text(locale, refusal.key(), refusal.arguments());
      return new Problem(PROBLEM_TYPE + refusal.key(), title, status, detail, instance, null);
    }
    if (cause instanceof ConstraintViolationException invalid) {
      return new Problem(
          PROBLEM_TYPE + "invalid",
          title,
          status,
          messages.text(locale, "web.invalid"),
          instance,
          violations(locale, invalid));
    }
    if (cause != null && cause.getClass() == HttpStatusException.class && status < 500) {
      // Thrown by our own rooms with a sentence for people; the framework throws its subclasses.
      return new Problem("about:blank", title, status, cause.getMessage(), instance, null);
    }
    if (status == HttpStatus.BAD_REQUEST.getCode() && cause != null) {
      return unreadable(locale, title, instance, cause);
    }
    String key = "web.problem." + status + ".detail";
    return new Problem(
        "about:blank",
        title,
        status,
        messages.has(key) ? messages.text(locale, key) : null,
        instance,
        null);
  }

  private String title(Locale locale, int status) {
    String key = "web.problem." + status;
    String known = messages.has(key) ? key : status < 500 ? "web.problem.400" : "web.problem.500";
    return messages.text(locale, known);
  }

  /** A body or argument that is not of the expected form; names the field where that is known. */
  private Problem unreadable(
      Locale locale, String title, @Nullable String instance, Throwable cause) {
    List<Problem.Violation> violations =
        field(cause)
            .map(f -> new Problem.Violation(f, messages.text(locale, "web.violation.form")))
            .map(List::of)
            .orElse(null);
    return new Problem(
        PROBLEM_TYPE + "unreadable",
        title,
        HttpStatus.BAD_REQUEST.getCode(),
        messages.text(locale, "web.unreadable"),
        instance,
        violations);
  }

  private static Optional<String> field(Throwable cause) {
    if (cause instanceof UnsatisfiedRouteException unsatisfied) {
      return Optional.of(unsatisfied.getArgument().getName());
    }
    String outer = null;
    for (Throwable at = cause; at != null; at = at.getCause()) {
      Matcher matcher = FIELD.matcher(String.valueOf(at.getMessage()));
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
      if (at instanceof ConversionErrorException conversion) {
        Argument<?> argument = conversion.getArgument();
        outer = argument.getName().equals("body") ? null : argument.getName();
      }
      if (at.getCause() == at) {
        break;
      }
    }
    return Optional.ofNullable(outer);
  }

  private List<Problem.Violation> violations(Locale locale, ConstraintViolationException invalid) {
    List<Problem.Violation> found = new ArrayList<>();
    for (ConstraintViolation<?> violation : invalid.getConstraintViolations()) {
      found.add(new Problem.Violation(fieldOf(violation), sentence(locale, violation)));
    }
    found.sort(
        Comparator.comparing(Problem.Violation::field).thenComparing(Problem.Violation::message));
    return found;
  }

  /** {@code place.unitCode}: the path without the method and the name of its parameter. */
  private static String fieldOf(ConstraintViolation<?> violation) {
    List<String> names = new ArrayList<>();
    String outer = "";
    for (Path.Node node : violation.getPropertyPath()) {
      switch (node.getKind()) {
        case METHOD, CONSTRUCTOR, RETURN_VALUE, CROSS_PARAMETER, BEAN -> {}
        case PARAMETER -> outer = String.valueOf(node.getName());
        case PROPERTY, CONTAINER_ELEMENT -> names.add(String.valueOf(node.getName()));
      }
    }
    return names.isEmpty() ? outer : String.join(".", names);
  }

  /** Our own sentence for the constraint: {@code web.violation.<annotation>}. */
  private String sentence(Locale locale, ConstraintViolation<?> violation) {
    var descriptor = violation.getConstraintDescriptor();
    String name = descriptor.getAnnotation().annotationType().getSimpleName();
    String key = "web.violation." + name;
    if (!messages.has(key)) {
      return messages.text(locale, "web.violation.form");
    }
    Map<String, Object> attributes = descriptor.getAttributes();
    return messages.text(
        locale,
        key,
        attributes.getOrDefault("min", 0),
        attributes.getOrDefault("max", attributes.getOrDefault("value", 0)));
  }
}
