package vn.tinbao.sms.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.Because;

/**
 * Some messages and their attempts, locked: read at once, changed by the rules, written at once.
 */
final class LedgerPage {
  /** Names an attempt. */
  record Key(UUID message, int n) {}

  private final Map<UUID, OutboundRow> rows = new LinkedHashMap<>();
  private final Map<Key, Attempt> attempts = new HashMap<>();
  private final Map<UUID, OutboundRow> changedRows = new LinkedHashMap<>();
  private final Map<Key, Attempt> changedAttempts = new LinkedHashMap<>();
  private final List<byte[]> badNumbers = new ArrayList<>();
  private final List<byte[]> alive = new ArrayList<>();
  private final List<byte[]> optOuts = new ArrayList<>();

  void read(OutboundRow row) {
    rows.put(row.id(), row);
  }

  void read(Attempt attempt) {
    attempts.put(new Key(attempt.message(), attempt.n()), attempt);
  }

  @Nullable OutboundRow row(UUID id) {
    return rows.get(id);
  }

  @Nullable Attempt attempt(UUID id, int n) {
    return attempts.get(new Key(id, n));
  }

  void put(OutboundRow row) {
    rows.put(row.id(), row);
    changedRows.put(row.id(), row);
  }

  void put(Attempt attempt) {
    Key key = new Key(attempt.message(), attempt.n());
    attempts.put(key, attempt);
    changedAttempts.put(key, attempt);
  }

  /** What a refusal or a failure says of the number itself. */
  void learn(OutboundRow row, @Nullable Because because) {
    if (because == Because.NUMBER) {
      badNumbers.add(row.toHash());
    } else if (because == Because.OPT_OUT) {
      optOuts.add(row.toHash());
    }
  }

  /** It was delivered. */
  void reached(OutboundRow row) {
    alive.add(row.toHash());
  }

  List<byte[]> alive() {
    return alive;
  }

  List<byte[]> badNumbers() {
    return badNumbers;
  }

  List<byte[]> optOuts() {
    return optOuts;
  }

  List<OutboundRow> changedRows() {
    return new ArrayList<>(changedRows.values());
  }

  Collection<Attempt> changedAttempts() {
    return changedAttempts.values();
  }
}
