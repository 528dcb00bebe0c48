package vn.tinbao.sms.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SentSearch;
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
  boolean connected = true;
  @Nullable SentSearch search;
  private final String name;

  ScriptedProvider() {
    this("scripted");
  }

  ScriptedProvider(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public Optional<SentSearch> search() {
    return Optional.ofNullable(search);
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
