package vn.tinbao.sms.lab.twilio;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.lab.AnswerTimes;

/** One connection to the fake Twilio; all waiting is done by timers. */
final class FakeDoor extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** What all connections share. */
  record Shared(
      FakeOptions options,
      FakeApi api,
      FakeMessages messages,
      FakeFaults faults,
      FakeHolds holds,
      FakeReports reports,
      AtomicLong posts,
      AnswerTimes times,
      AtomicReference<String> lastForm) {}

  private final Shared shared;

  FakeDoor(Shared shared) {
    this.shared = shared;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String method = request.method().name();
    String uri = request.uri();
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    String authorization =
        Objects.requireNonNullElse(request.headers().get(HttpHeaderNames.AUTHORIZATION), "");
    Optional<FakeAnswer> refused = shared.api().refuses(uri, authorization);
    if (refused.isPresent()) {
      write(context, refused.get(), keepAlive);
      return;
    }
    if (!shared.api().isSending(method, uri)) {
      write(context, shared.api().answer(method, uri), keepAlive);
      return;
    }
    shared.posts().incrementAndGet();
    String form = request.content().toString(StandardCharsets.UTF_8);
    shared.lastForm().set(form);
    long asked = System.nanoTime();
    Runnable work = () -> send(context, form, asked, keepAlive);
    if (!shared.holds().keeps(FakeHolds.At.READING, context.channel(), work)) {
      work.run();
    }
  }

  private void send(ChannelHandlerContext context, String form, long asked, boolean keepAlive) {
    FakeApi.Taken taken = shared.api().take(form);
    FakeMessage message = taken.message();
    if (message == null) {
      later(context, Objects.requireNonNull(taken.refused()), asked, keepAlive, Duration.ZERO);
      return;
    }
    Fault fault = shared.faults().of(message.to());
    if (fault instanceof Fault.Refuse refuse) {
      FakeAnswer error = FakeAnswer.error(refuse.http(), refuse.code(), refuse.retryAfter());
      later(context, error, asked, keepAlive, Duration.ZERO);
    } else if (fault instanceof Fault.Drop) {
      context.close();
    } else if (fault instanceof Fault.Garbage garbage) {
      byte[] body = garbage.body().getBytes(StandardCharsets.UTF_8);
      later(
          context,
          new FakeAnswer(garbage.http(), "text/html", body, Map.of()),
          asked,
          keepAlive,
          Duration.ZERO);
    } else {
      accept(context, message, fault, asked, keepAlive);
    }
  }

  private void accept(
      ChannelHandlerContext context,
      FakeMessage message,
      Fault fault,
      long asked,
      boolean keepAlive) {
    shared.messages().add(message);
    FakeAnswer answer =
        fault instanceof Fault.AcceptAndFail failing
            ? FakeAnswer.error(failing.http(), 20000 + failing.http(), Duration.ZERO)
            : shared.api().created(message);
    if (shared.options().callbacks() && !(fault instanceof Fault.Unreported)) {
      Integer failure = fault instanceof Fault.Undelivered undelivered ? undelivered.code() : null;
      report(context, message, failure);
    }
    Runnable work =
        () -> {
          if (fault instanceof Fault.AcceptAndDrop) {
            context.close();
          } else {
            Duration late = fault instanceof Fault.Late much ? much.by() : Duration.ZERO;
            later(context, answer, asked, keepAlive, late);
          }
        };
    if (!shared.holds().keeps(FakeHolds.At.ANSWERING, context.channel(), work)) {
      work.run();
    }
  }

  private void report(
      ChannelHandlerContext context, FakeMessage message, @Nullable Integer failure) {
    context
        .executor()
        .schedule(
            () -> shared.reports().live(message.sid(), failure),
            shared.options().latency().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void later(
      ChannelHandlerContext context,
      FakeAnswer answer,
      long asked,
      boolean keepAlive,
      Duration more) {
    Duration wait = shared.options().latency().plus(more);
    Runnable work =
        () -> {
          shared.times().took(System.nanoTime() - asked);
          write(context, answer, keepAlive);
        };
    if (wait.isZero()) {
      work.run();
    } else {
      context.executor().schedule(work, wait.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static void write(ChannelHandlerContext context, FakeAnswer answer, boolean keepAlive) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that goes away in the middle is one of the things that are played here.
    context.close();
  }
}
