package vn.tinbao.sms.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SmsProvider;

/** A provider that answers as the test says and remembers what it was asked to send. */
final class ScriptedProvider implements SmsProvider {
  final List<OutgoingSms> calls = new ArrayList<>();
  final List<CompletableFuture<SendResult>> open = new ArrayList<>();
  Function<OutgoingSms, CompletionStage<SendResult>> answer =
      sms ->
          CompletableFuture.completedFuture(
              new SendResult.Accepted("p-" + sms.id() + "-" + sms.attempt()));
  int window = 10;

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public CompletionStage<SendResult> send(OutgoingSms sms) {
    calls.add(sms);
    return answer.apply(sms);
  }

  void answers(SendResult result) {
    answer = sms -> CompletableFuture.completedFuture(result);
  }

  /** Leaves the calls open, as when the process dies before an answer. */
  void staysSilent() {
    answer =
        sms -> {
          CompletableFuture<SendResult> future = new CompletableFuture<>();
          open.add(future);
          return future;
        };
  }
}
