package vn.tinbao.sms.provider.smpp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.SendResult;

/**
 * One message on its way, in one part or several.
 *
 * <p>The first part asks whether the message goes at all; only when it is taken do the others
 * follow, together. Once a part is taken the message is never "not sent" again: a part that the
 * operator throttles, or that found no link, surely was not taken and is tried again for a little;
 * anything else leaves the message in doubt, so that nobody gets half of it twice.
 */
final class Sending {
  /** How long parts may be tried after the first was taken. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Part> parts;
  private final Function<Attempt, Submit> submits;
  private final Predicate<List<Submit>> queue;
  private final Consumer<Sending> whole;
  private final CompletableFuture<SendResult> result = new CompletableFuture<>();
  private final @Nullable PartOutcome[] outcomes;
  private int missing;
  private long giveUpAt = Long.MAX_VALUE;

  /** One try of one part. */
  record Attempt(Part part, Consumer<PartOutcome> done) {}

  /**
   * A message.
   *
   * @param submits makes a part ready to be written
   * @param queue takes parts that go before everything else; false when nothing is sent any more
   * @param whole called when the operator has all parts of a message of several; calls {@link
   *     #accepted} when their ids are kept
   */
  Sending(
      List<Part> parts,
      Function<Attempt, Submit> submits,
      Predicate<List<Submit>> queue,
      Consumer<Sending> whole) {
    this.parts = parts;
    this.submits = submits;
    this.queue = queue;
    this.whole = whole;
    this.outcomes = new PartOutcome[parts.size()];
    this.missing = parts.size();
  }

  CompletableFuture<SendResult> result() {
    return result;
  }

  Submit first() {
    return submit(0);
  }

  /** The operator's ids, in the order of the parts. */
  synchronized List<String> ids() {
    return Arrays.stream(outcomes)
        .map(outcome -> ((PartOutcome.Taken) Objects.requireNonNull(outcome)).id())
        .toList();
  }

  void accepted(String providerMessageId) {
    result.complete(new SendResult.Accepted(providerMessageId));
  }

  private Submit submit(int index) {
    return submits.apply(new Attempt(parts.get(index), outcome -> done(index, outcome)));
  }

  private void done(int index, PartOutcome outcome) {
    if (index == 0) {
      first(outcome);
    } else if (!surelyNot(outcome)
        || System.nanoTime() >= giveUpAt
        || !queue.test(List.of(submit(index)))) {
      known(index, outcome);
    }
  }

  private void first(PartOutcome outcome) {
    if (!(outcome instanceof PartOutcome.Taken)) {
      result.complete(outcome.alone());
      return;
    }
    giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    List<Submit> others = new ArrayList<>();
    for (int i = 1; i < parts.size(); i++) {
      others.add(submit(i));
    }
    known(0, outcome);
    if (!queue.test(others)) {
      for (int i = 1; i < parts.size(); i++) {
        known(i, new PartOutcome.NotWritten("stopping"));
      }
    }
  }

  private static boolean surelyNot(PartOutcome outcome) {
    return outcome instanceof PartOutcome.NotWritten
        || outcome instanceof PartOutcome.Answered answered && answered.status().waits();
  }

  private void known(int index, PartOutcome outcome) {
    synchronized (this) {
      outcomes[index] = outcome;
      missing--;
      if (missing > 0) {
        return;
      }
    }
    for (PartOutcome one : outcomes) {
      if (!(one instanceof PartOutcome.Taken)) {
        result.complete(
            new SendResult.InDoubt("parts-" + Objects.requireNonNull(one, "all are known").code()));
        return;
      }
    }
    whole.accept(this);
  }
}
