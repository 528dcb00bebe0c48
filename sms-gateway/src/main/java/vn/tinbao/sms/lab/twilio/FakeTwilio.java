package vn.tinbao.sms.lab.twilio;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.lab.AnswerTimes;
import vn.tinbao.sms.lab.twilio.FakeMessage.FakeMedia;

/** A Twilio on the loopback address that keeps what it is given in memory and tells it. */
public final class FakeTwilio implements AutoCloseable {
  private static final int LARGEST_REQUEST = 1024 * 1024;

  private final FakeOptions options;
  private final FakeMessages messages;
  private final FakeFaults faults = new FakeFaults();
  private final FakeHolds holds = new FakeHolds();
  private final AtomicLong posts = new AtomicLong();
  private final AnswerTimes times = new AnswerTimes();
  private final AtomicReference<String> lastForm = new AtomicReference<>("");
  private final FakeCaller caller;
  private final FakeReports reports;
  private final MultiThreadIoEventLoopGroup group;
  private final Channel door;

  private FakeTwilio(FakeOptions options) {
    this.options = options;
    this.messages = new FakeMessages(options.keep());
    this.caller = new FakeCaller(options.account());
    this.group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    this.reports = new FakeReports(options, messages, caller, group);
    FakeDoor.Shared shared =
        new FakeDoor.Shared(
            options,
            new FakeApi(options.account(), messages),
            messages,
            faults,
            holds,
            reports,
            posts,
            times,
            lastForm);
    this.door =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (options.tls() != null) {
                      channel.pipeline().addLast(options.tls().newHandler(channel.alloc()));
                    }
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST_REQUEST),
                            new FakeDoor(shared));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()))
            .syncUninterruptibly()
            .channel();
  }

  /** Listens when this returns. */
  public static FakeTwilio start(FakeOptions options) {
    return new FakeTwilio(options);
  }

  /** Where it listens; stands in for {@code https://api.twilio.com}. */
  public URI url() {
    String scheme = options.tls() == null ? "http" : "https";
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  public int port() {
    return ((InetSocketAddress) door.localAddress()).getPort();
  }

  public FakeAccount account() {
    return options.account();
  }

  public FakeMessages messages() {
    return messages;
  }

  public FakeFaults faults() {
    return faults;
  }

  public FakeHolds holds() {
    return holds;
  }

  /** Requests to send that came in so far, whatever became of them. */
  public long posts() {
    return posts.get();
  }

  /** How long requests to send waited for their answers. */
  public AnswerTimes answerTimes() {
    return times;
  }

  /** The last request to send, as it was written; empty: none yet. */
  public String lastForm() {
    return Objects.requireNonNullElse(lastForm.get(), "");
  }

  /** Call-backs under way. */
  public int reportsOpen() {
    return reports.open();
  }

  /**
   * Changes a message and reports it at once, beside what the options make it report.
   *
   * @return the status of the last answer; 0 when nobody answered or nobody asked
   */
  public CompletableFuture<Integer> report(String sid, String status, @Nullable Integer code) {
    return reports.report(sid, status, code);
  }

  /** Changes a message and tells nobody, as when all calls about it got lost. */
  public void become(String sid, String status, @Nullable Integer code) {
    messages.change(sid, message -> message.with(status, code));
  }

  /**
   * A phone writes to one of our numbers: Twilio keeps it, then calls.
   *
   * @param webhook the address that is registered for the number, overrides included; null: nobody
   *     is called, as when all calls got lost
   * @param extra more fields of the call, such as {@code OptOutType}
   * @return the message, and the status of the last answer
   */
  public Received text(
      @Nullable String webhook,
      String from,
      String to,
      String body,
      List<FakeMedia> media,
      Map<String, String> extra) {
    FakeMessage message =
        new FakeMessage(
            (media.isEmpty() ? "SM" : "MM") + FakeApi.hex(),
            true,
            from,
            to,
            body,
            null,
            "received",
            null,
            null,
            null,
            List.copyOf(media),
            FakeApi.now());
    messages.add(message);
    return new Received(
        message,
        webhook == null
            ? CompletableFuture.completedFuture(0)
            : caller.call(webhook, form(message, extra)));
  }

  /** The same without media and extras. */
  public Received text(String webhook, String from, String to, String body) {
    return text(webhook, from, to, body, List.of(), Map.of());
  }

  /** Calls once more about a message, as Twilio does when an answer got lost. */
  public CompletableFuture<Integer> again(String webhook, FakeMessage message) {
    return caller.call(webhook, form(message, Map.of()));
  }

  /** A message from a phone, and the status of the last answer to the call about it. */
  public record Received(FakeMessage message, CompletableFuture<Integer> answer) {}

  /** A picture for a message. */
  public static FakeMedia media(String type, byte[] content) {
    return new FakeMedia("ME" + FakeApi.hex(), type, content, null);
  }

  /** A picture that is somewhere else, as Twilio's own are. */
  public static FakeMedia mediaAt(String address) {
    return new FakeMedia("ME" + FakeApi.hex(), "image/jpeg", new byte[0], address);
  }

  private Map<String, String> form(FakeMessage message, Map<String, String> extra) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("ToCountry", "VN");
    form.put("MessageSid", message.sid());
    form.put("SmsMessageSid", message.sid());
    form.put("SmsSid", message.sid());
    form.put("SmsStatus", "received");
    form.put("AccountSid", options.account().sid());
    form.put("ApiVersion", "2010-04-01");
    form.put("From", message.from() == null ? "" : message.from());
    form.put("To", message.to());
    form.put("Body", message.body());
    form.put("NumSegments", "1");
    form.put("NumMedia", String.valueOf(message.media().size()));
    List<FakeMedia> media = new ArrayList<>(message.media());
    for (int i = 0; i < media.size(); i++) {
      form.put("MediaContentType" + i, media.get(i).type());
      form.put(
          "MediaUrl" + i,
          url()
              + "/2010-04-01/Accounts/"
              + options.account().sid()
              + "/Messages/"
              + message.sid()
              + "/Media/"
              + media.get(i).sid());
    }
    form.putAll(extra);
    return form;
  }

  /** Cuts all connections. */
  @Override
  public void close() {
    door.close().syncUninterruptibly();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    caller.close();
  }
}
