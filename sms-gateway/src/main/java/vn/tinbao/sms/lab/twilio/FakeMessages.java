package vn.tinbao.sms.lab.twilio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the fake Twilio remembers. */
public final class FakeMessages {
  private final Map<String, FakeMessage> bySid;
  private volatile Consumer<FakeMessage> told = message -> {};
  private long sent;

  FakeMessages(int keep) {
    this.bySid =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, FakeMessage> eldest) {
            return size() > keep;
          }
        };
  }

  synchronized void add(FakeMessage message) {
    bySid.put(message.sid(), message);
    if (!message.inbound()) {
      sent++;
      told.accept(message);
    }
  }

  /** Tells of each message from us to a phone, in the order of acceptance. */
  public void tell(Consumer<FakeMessage> whom) {
    told = whom;
  }

  synchronized void change(String sid, UnaryOperator<FakeMessage> change) {
    bySid.computeIfPresent(sid, (key, old) -> change.apply(old));
  }

  public synchronized Optional<FakeMessage> get(String sid) {
    return Optional.ofNullable(bySid.get(sid));
  }

  /** Messages from us to phones so far, also the forgotten ones. */
  public synchronized long sent() {
    return sent;
  }

  /** From us to this phone, in the order of acceptance. */
  public List<FakeMessage> to(String number) {
    return oldestFirst(message -> !message.inbound() && message.to().equals(number));
  }

  /** In the order of acceptance. */
  public synchronized List<FakeMessage> oldestFirst(Predicate<FakeMessage> which) {
    return bySid.values().stream().filter(which).toList();
  }

  List<FakeMessage> newestFirst(Predicate<FakeMessage> which) {
    List<FakeMessage> found = new ArrayList<>(oldestFirst(which));
    java.util.Collections.reverse(found);
    return found;
  }
}
