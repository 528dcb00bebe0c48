package vn.tinbao.sms.lab.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.lab.AnswerTimes;
import vn.tinbao.sms.provider.smpp.PduStream;

/**
 * A message centre on the loopback interface, for as many links as come.
 *
 * <p>Faults: {@link #answer} decides about each submit; {@link #hangUp} cuts all links; {@link
 * #deaf} stops reading; {@link #closed} lets nobody connect; {@link #hold} stops time before an
 * answer. What was handed over and not acknowledged is handed over again, on the next link or a
 * little later, as operators do.
 */
public final class FakeSmsc implements AutoCloseable {
  private static final long BIND_MILLIS = 5_000;
  private static final int HANG_UP_MILLIS = 20;

  /** Answers that are due within so long leave together. */
  private static final long TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final Duration AGAIN = Duration.ofMillis(300);
  private static final long FIRST_ID = 0x1F0000L;

  private final ServerSocket socket;
  private final SmscSettings settings;
  private final ScheduledExecutorService network = Executors.newScheduledThreadPool(2, daemons());
  private final Map<Long, List<Runnable>> due = new ConcurrentHashMap<>();
  private final List<SmscSession> sessions = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Submitted> submitted = new ConcurrentLinkedQueue<>();
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Waiting> handovers = new LinkedBlockingQueue<>();
  private final Set<Waiting> unacknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong count = new AtomicLong();
  private final AnswerTimes times = new AnswerTimes();
  private final AtomicLong ids = new AtomicLong(FIRST_ID);
  private final AtomicLong receiptsTaken = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger binds = new AtomicInteger();
  private final Random random = new Random(20261122);
  private volatile Function<Submitted, Answer> answer = submit -> Answer.taken();
  private volatile boolean deaf;
  private volatile boolean closed;
  private volatile boolean stopping;
  private volatile boolean holding;
  private volatile boolean loses;
  private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
  private long second;
  private int inSecond;

  private record Waiting(Handover handover, AtomicInteger times, boolean receipt) {}

  /**
   * Listens.
   *
   * @param port 0: any free one
   */
  public FakeSmsc(int port, SmscSettings settings) throws IOException {
    this(port, settings, null);
  }

  /**
   * Listens, and speaks encrypted only.
   *
   * @param port 0: any free one
   * @param tls with the centre's own certificate; null: in the clear
   */
  public FakeSmsc(int port, SmscSettings settings, @Nullable SSLContext tls) throws IOException {
    this.settings = settings;
    this.socket =
        tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    daemons().newThread(this::accept).start();
    daemons().newThread(this::handOver).start();
  }

  private static java.util.concurrent.ThreadFactory daemons() {
    return runnable -> {
      Thread thread = new Thread(runnable, "fake-smsc");
      thread.setDaemon(true);
      return thread;
    };
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** What happens to submits from now on. */
  public void answer(Function<Submitted, Answer> answer) {
    this.answer = answer;
  }

  /** Nothing is read any more, or again. */
  public void deaf(boolean deaf) {
    this.deaf = deaf;
  }

  /** Answers to submits stay here until {@link #release}; what they answer is done. */
  public void hold() {
    holding = true;
  }

  /** How many answers are held. */
  public int held() {
    return held.size();
  }

  /** Lets held answers go, and holds none any more. */
  public void release() {
    holding = false;
    for (Runnable act = held.poll(); act != null; act = held.poll()) {
      act.run();
    }
  }

  /** Acknowledgements are lost on the way, or arrive again. */
  public void losesAcknowledgements(boolean loses) {
    this.loses = loses;
  }

  /** Whoever connects is sent away, or let in again. */
  public void closed(boolean closed) {
    this.closed = closed;
  }

  /** Cuts all links, without a word. */
  public void hangUp() {
    sessions.forEach(SmscSession::close);
  }

  /** Says goodbye on all links. */
  public void unbind() {
    sessions.forEach(SmscSession::unbindAndClose);
  }

  /** Links that are bound now. */
  public int bound() {
    return (int) sessions.stream().filter(s -> s.getSessionState().isBound()).count();
  }

  /** Binds accepted so far. */
  public int binds() {
    return binds.get();
  }

  /** Submits so far, whatever was answered. */
  public long count() {
    return count.get();
  }

  /** How long submits waited for their answers. */
  public AnswerTimes answerTimes() {
    return times;
  }

  public long receiptsTaken() {
    return receiptsTaken.get();
  }

  /** All submits, in their order; empty when they are only counted. */
  public List<Submitted> submitted() {
    return List.copyOf(submitted);
  }

  /** What phones have got: whole messages, those in parts put together, in no order. */
  public List<String> texts(String to) {
    List<String> texts = new ArrayList<>();
    Map<Integer, List<Submitted>> long_ = new TreeMap<>();
    for (Submitted one : submitted) {
      if (!one.to().equals(to) || refused.contains(one.number())) {
        continue;
      }
      if (one.reference() < 0) {
        texts.add(one.text());
      } else {
        List<Submitted> parts =
            long_.computeIfAbsent(one.reference(), reference -> new ArrayList<>());
        parts.add(one);
        if (parts.size() == one.total()) {
          parts.sort(Comparator.comparingInt(Submitted::part));
          texts.add(parts.stream().map(Submitted::text).reduce("", String::concat));
          long_.remove(one.reference());
        }
      }
    }
    return texts;
  }

  /** Hands something over until it is acknowledged. */
  public Handover handOver(Handover handover) {
    open.incrementAndGet();
    handovers.add(new Waiting(handover, new AtomicInteger(), false));
    return handover;
  }

  /** What was to be handed over and is not acknowledged. */
  public int unacknowledged() {
    return open.get();
  }

  private void accept() {
    while (!stopping) {
      try {
        Socket client = socket.accept();
        if (closed) {
          client.close();
        } else {
          client.setTcpNoDelay(true);
          daemons().newThread(() -> bind(client)).start();
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private void bind(Socket client) {
    try {
      PduStream stream = new PduStream();
      SmscSession[] self = new SmscSession[1];
      SmscSession session =
          new SmscSession(
              new GatheredConnection(client), this::submitted, () -> ended(self), stream);
      self[0] = session;
      BindRequest request = session.waitForBind(BIND_MILLIS);
      if (settings.password() != null && !settings.password().equals(request.getPassword())) {
        request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
        // As an operator does: the client reads why, and hangs up.
        for (long waited = 0;
            session.getSessionState() != SessionState.CLOSED && waited < BIND_MILLIS;
            waited += HANG_UP_MILLIS) {
          Thread.sleep(HANG_UP_MILLIS);
        }
        session.close();
        return;
      }
      sessions.add(session);
      binds.incrementAndGet();
      request.accept("fake");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | TimeoutException | PDUStringException e) {
      try {
        client.close();
      } catch (IOException ignored) {
        // gone already
      }
    }
  }

  private void ended(SmscSession[] session) {
    if (session[0] != null) {
      sessions.remove(session[0]);
    }
    // Whatever was handed over and not acknowledged waits for the next link.
    for (Waiting waiting : unacknowledged) {
      again(waiting);
    }
  }

  private void again(Waiting waiting) {
    if (unacknowledged.remove(waiting)) {
      later(AGAIN, () -> handovers.add(waiting));
    }
  }

  private void submitted(SubmitSm sm, int sequence, SmscSession from) {
    while (deaf && !stopping) {
      pause(10);
      if (!from.getSessionState().isNotClosed()) {
        return; // nobody has read it
      }
    }
    long asked = System.nanoTime();
    Submitted submit = read(sm, count.incrementAndGet());
    if (settings.keep()) {
      submitted.add(submit);
    }
    int limited = limit(from);
    if (limited != 0) {
      submitted.remove(submit);
      from.refuse(sequence, limited);
      return;
    }
    Answer decided = answer.apply(submit);
    if (settings.keep() && !decided.sent()) {
      refused.add(submit.number());
    }
    long id = ids.incrementAndGet();
    Duration delay = settings.latency().plus(decided.after());
    Runnable act =
        () -> {
          times.took(System.nanoTime() - asked);
          if (decided.hangUp()) {
            from.close();
          } else if (decided.said() && decided.status() != 0) {
            from.refuse(sequence, decided.status());
          } else if (decided.said()) {
            from.accept(sequence, id(id, settings.hexIds()));
          }
        };
    if (decided.sent() && settings.receiptAfter() != null && submit.receipt()) {
      int scatter = settings.shuffled() ? random.nextInt(50) : 0;
      later(settings.receiptAfter().plusMillis(scatter), () -> receipt(submit, id));
    }
    if (holding) {
      held.add(act);
    } else if (delay.isZero()) {
      act.run();
    } else {
      answerLater(delay, act);
    }
  }

  /** Not before the delay is over. */
  private void answerLater(Duration delay, Runnable act) {
    long now = System.nanoTime();
    long moment = Math.floorDiv(now + delay.toNanos(), TOGETHER_NANOS) + 1;
    due.compute(
        moment,
        (unused, answers) -> {
          List<Runnable> all = answers;
          if (all == null) {
            all = new ArrayList<>();
            later(Duration.ofNanos(moment * TOGETHER_NANOS - now), () -> answerAll(moment));
          }
          all.add(act);
          return all;
        });
  }

  private void answerAll(long moment) {
    List<Runnable> answers = due.remove(moment);
    if (answers != null) {
      sessions.forEach(SmscSession::gather);
      answers.forEach(Runnable::run);
      sessions.forEach(SmscSession::leave);
    }
  }

  private int limit(SmscSession from) {
    if (settings.window() > 0 && from.unanswered.get() > settings.window()) {
      return SMPPConstant.STAT_ESME_RMSGQFUL;
    }
    if (settings.tps() > 0) {
      synchronized (this) {
        long now = System.nanoTime() / 1_000_000_000L;
        if (now != second) {
          second = now;
          inSecond = 0;
        }
        if (++inSecond > settings.tps()) {
          return SMPPConstant.STAT_ESME_RTHROTTLED;
        }
      }
    }
    return 0;
  }

  private static String id(long id, boolean hex) {
    return hex ? Long.toHexString(id).toUpperCase(java.util.Locale.ROOT) : Long.toString(id);
  }

  private void receipt(Submitted submit, long id) {
    String text =
        "id:"
            + id(id, settings.hexReceipts())
            + " sub:001 dlvrd:001 submit date:2611221900 done date:2611221901 stat:DELIVRD err:000"
            + " text:stat:UNDELIV";
    OptionalParameter[] parameters =
        settings.receiptParameters()
            ? new OptionalParameter[] {
              new OptionalParameter.Receipted_message_id(id(id, settings.hexIds())),
              new OptionalParameter.Message_state((byte) 2)
            }
            : new OptionalParameter[0];
    open.incrementAndGet();
    handovers.add(
        new Waiting(
            Handover.receipt(submit.to(), submit.from(), text, parameters),
            new AtomicInteger(),
            true));
  }

  private void handOver() {
    int turn = 0;
    while (!stopping) {
      try {
        Waiting next = handovers.take();
        List<SmscSession> up =
            sessions.stream().filter(s -> s.getSessionState().isReceivable()).toList();
        if (up.isEmpty()) {
          handovers.add(next);
          pause(20);
          continue;
        }
        unacknowledged.add(next);
        next.times().incrementAndGet();
        SmscSession to = up.get(turn++ % up.size());
        if (!to.handOver(next.handover(), status -> answered(next, status))) {
          again(next);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void answered(Waiting waiting, int status) {
    if (loses) {
      return;
    }
    if (status == 0) {
      if (unacknowledged.remove(waiting)) {
        open.decrementAndGet();
        if (waiting.receipt()) {
          receiptsTaken.incrementAndGet();
        }
        waiting.handover().acknowledged().complete(waiting.times().get());
      }
    } else {
      again(waiting);
    }
  }

  private static Submitted read(SubmitSm sm, long number) {
    byte[] octets = sm.getShortMessage() == null ? new byte[0] : sm.getShortMessage();
    int reference = -1;
    int total = 1;
    int part = 1;
    OptionalParameter[] parameters =
        sm.getOptionalParameters() == null ? new OptionalParameter[0] : sm.getOptionalParameters();
    for (OptionalParameter parameter : parameters) {
      if (parameter instanceof OptionalParameter.Message_payload payload) {
        octets = payload.getValue();
      } else if (parameter instanceof OptionalParameter.Sar_msg_ref_num sar) {
        reference = sar.getValue() & 0xFFFF;
      } else if (parameter instanceof OptionalParameter.Sar_total_segments sar) {
        total = sar.getValue() & 0xFF;
      } else if (parameter instanceof OptionalParameter.Sar_segment_seqnum sar) {
        part = sar.getValue() & 0xFF;
      }
    }
    if ((sm.getEsmClass() & 0x40) != 0) {
      int[] header = new int[octets[0] + 1];
      Arrays.setAll(header, i -> octetsOf(sm)[i] & 0xFF);
      boolean wide = header[1] == 8;
      reference = wide ? header[3] << 8 | header[4] : header[3];
      total = header[wide ? 5 : 4];
      part = header[wide ? 6 : 5];
    }
    return new Submitted(
        number,
        sm.getSourceAddr(),
        sm.getSourceAddrTon(),
        sm.getDestAddress(),
        sm.getEsmClass() & 0xFF,
        sm.getDataCoding() & 0xFF,
        octets,
        reference,
        total,
        part,
        sm.getValidityPeriod() == null ? "" : sm.getValidityPeriod(),
        (sm.getRegisteredDelivery() & 1) != 0);
  }

  private static byte[] octetsOf(SubmitSm sm) {
    return sm.getShortMessage();
  }

  private void later(Duration delay, Runnable action) {
    try {
      network.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // stopping
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    socket.close();
    network.shutdownNow();
    hangUp();
    handovers.add(
        new Waiting(Handover.message("84900000000", "1", ""), new AtomicInteger(), false));
  }
}
