package vn.tinbao.sms;

import io.micronaut.runtime.Micronaut;
import java.util.Optional;
import vn.tinbao.sms.db.DatabaseStartException;
import vn.tinbao.sms.keys.KeyFileException;

/**
 * Tells the person at the terminal in one sentence why a program of ours did not start, where we
 * know the reason; anything else keeps its stack trace.
 */
public final class StartFailure {
  private StartFailure() {}

  /** Lets a program explain itself so; for {@code main} methods. */
  public static Micronaut explained(Micronaut program) {
    return program.mapError(
        io.micronaut.context.exceptions.BeanInstantiationException.class, StartFailure::explain);
  }

  /** Ends the process with the sentence when there is one, otherwise gives the exit code. */
  private static int explain(Throwable failure) {
    Optional<String> sentence = sentence(failure);
    if (sentence.isPresent()) {
      System.err.println("TinBao cannot start. " + sentence.get());
      System.exit(1);
    }
    return 1;
  }

  /** The sentence for the person, when a cause of the failure has one. */
  public static Optional<String> sentence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseStartException || cause instanceof KeyFileException) {
        return Optional.ofNullable(cause.getMessage());
      }
    }
    return Optional.empty();
  }
}
