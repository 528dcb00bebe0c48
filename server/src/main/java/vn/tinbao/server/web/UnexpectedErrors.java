package vn.tinbao.server.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.netty.handler.codec.DecoderException;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what nobody foresaw. The log gets the kinds of the exceptions and where they were thrown,
 * never their messages: a database's message may quote the row, a parser's the text.
 */
@Singleton
final class UnexpectedErrors implements ExceptionHandler<Throwable, MutableHttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrors.class);

  private final ProblemProcessor problems;

  UnexpectedErrors(ProblemProcessor problems) {
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface is raw
  public MutableHttpResponse<?> handle(HttpRequest request, Throwable error) {
    if (error instanceof DecoderException || isNoText(error)) {
      // A form that cannot be taken apart: not ours to mend, nor worth a stranger's line in the
      // log.
      return problems.processResponse(
          ErrorContext.builder(request).cause(error).build(), HttpResponse.badRequest());
    }
    if (isGoneClient(error)) {
      LOG.debug("The client went away");
    } else {
      LOG.error("A request could not be answered", Wordless.of(error));
    }
    return problems.processResponse(
        ErrorContext.builder(request).cause(error).build(), HttpResponse.serverError());
  }

  /** Whether the database found a character that no text can hold (NUL): SQLSTATE 22021. */
  private static boolean isNoText(Throwable error) {
    Throwable at = error;
    for (int depth = 0; at != null && depth < 8; depth++) {
      if (at instanceof SQLException sql && "22021".equals(sql.getSQLState())) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static boolean isGoneClient(Throwable error) {
    if (error instanceof EOFException) {
      return true;
    }
    String message = error.getMessage();
    return error instanceof IOException
        && message != null
        && (message.toLowerCase(Locale.ROOT).contains("connection reset")
            || message.toLowerCase(Locale.ROOT).contains("broken pipe"));
  }

  /** An exception's kind and stack without its words. */
  static final class Wordless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Wordless(Throwable error, int depth) {
      super(
          kind(error),
          error.getCause() == null || error.getCause() == error || depth > 8
              ? null
              : new Wordless(error.getCause(), depth + 1),
          false,
          true);
      setStackTrace(error.getStackTrace());
    }

    private static String kind(Throwable error) {
      String name = error.getClass().getName();
      return error instanceof SQLException sql ? name + " SQLSTATE " + sql.getSQLState() : name;
    }

    static Wordless of(Throwable error) {
      return new Wordless(error, 0);
    }

    @Override
    public String toString() {
      return String.valueOf(getMessage());
    }
  }
}
