package vn.tinbao.server.staff;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vn.tinbao.server.web.ProblemProcessor;

/**
 * What happens to a request that may not be: a person without a session is led to the sign-in page
 * and back, a person whose password was given by another to the page where to choose one; a program
 * gets 401 or 403.
 */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class NotAllowed implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
  private final ProblemProcessor problems;

  NotAllowed(ProblemProcessor problems) {
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface is raw
  public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException refused) {
    boolean page = ProblemProcessor.wantsPage(request);
    if (page && !refused.isForbidden()) {
      return seeOther(request, "/login" + next(request));
    }
    Optional<Session> session = StaffMemberBinder.session(request);
    if (page && session.map(Session::passwordOnce).orElse(false)) {
      return seeOther(request, AccountPages.PASSWORD);
    }
    MutableHttpResponse<?> response =
        HttpResponse.status(refused.isForbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED);
    if (!refused.isForbidden()) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return problems.processResponse(ErrorContext.builder(request).cause(refused).build(), response);
  }

  /** htmx would put the sign-in page into the piece it asked for: it is told to leave the page. */
  private static MutableHttpResponse<?> seeOther(HttpRequest<?> request, String where) {
    return request.getHeaders().contains("HX-Request")
        ? HttpResponse.status(HttpStatus.UNAUTHORIZED).header("HX-Redirect", where)
        : HttpResponse.seeOther(URI.create(where));
  }

  private static String next(HttpRequest<?> request) {
    if (request.getMethod() != HttpMethod.GET || request.getHeaders().contains("HX-Request")) {
      return "";
    }
    String query = request.getUri().getRawQuery();
    String path = request.getUri().getRawPath() + (query == null ? "" : "?" + query);
    return "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
