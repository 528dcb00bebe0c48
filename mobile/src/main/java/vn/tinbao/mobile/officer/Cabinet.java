package vn.tinbao.mobile.officer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.wire.AssignmentDoc;
import vn.tinbao.mobile.net.wire.AssignmentEvent;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;

/**
 * The tasks as the server last told them, readable without a signal. An answer that was overtaken
 * on the way never replaces a newer one, and the content of a task that is over leaves the phone.
 */
final class Cabinet {
  /** Lower than any version of the server: asks again at the next opportunity. */
  private static final long INCOMPLETE = -1;

  private final TypedRecords<AssignmentDoc> docs;

  Cabinet(Vault vault) {
    this.docs = new TypedRecords<>(vault, "assignment/", Codec.of(AssignmentDoc.class));
  }

  List<AssignmentDoc> all() {
    return docs.all();
  }

  Optional<AssignmentDoc> find(String id) {
    return docs.get(id);
  }

  /** Whether the server's list knows more about that task than the phone. */
  boolean isNewer(AssignmentDoc listed) {
    return docs.get(listed.id()).map(kept -> listed.version() > kept.version()).orElse(true);
  }

  /** Whether the content must be fetched to go with what the list says. */
  boolean needsDetail(AssignmentDoc listed) {
    return !TaskState.of(listed.state()).over() && isNewer(listed);
  }

  /** Keeps a task with its content, unless something newer is kept already. */
  void keep(AssignmentDoc doc) {
    boolean overtaken =
        docs.get(doc.id()).filter(kept -> kept.version() > doc.version()).isPresent();
    if (!overtaken) {
      docs.put(doc.id(), TaskState.of(doc.state()).over() ? withoutContent(doc) : doc);
    }
  }

  /**
   * Keeps what the list says while the content cannot be had: the old content stays, and the
   * version says that this is not all.
   */
  void keepUntilDetail(AssignmentDoc listed) {
    AssignmentDoc kept = docs.get(listed.id()).orElse(null);
    docs.put(
        listed.id(),
        with(
            listed,
            kept == null ? INCOMPLETE : Math.min(kept.version(), listed.version()),
            kept == null ? null : kept.instruction(),
            kept == null ? null : kept.narrative(),
            kept == null ? null : kept.events()));
  }

  /** Removes every task that the server no longer lists for this officer. */
  void keepOnly(List<AssignmentDoc> listed) {
    Set<String> ids = new HashSet<>();
    listed.forEach(doc -> ids.add(doc.id()));
    for (AssignmentDoc doc : docs.all()) {
      if (!ids.contains(doc.id())) {
        docs.delete(doc.id());
      }
    }
  }

  private static AssignmentDoc withoutContent(AssignmentDoc doc) {
    List<AssignmentEvent> events =
        doc.events() == null
            ? null
            : doc.events().stream()
                .map(event -> new AssignmentEvent(event.at(), event.state(), null))
                .toList();
    return with(doc, doc.version(), null, null, events);
  }

  private static AssignmentDoc with(
      AssignmentDoc doc,
      long version,
      @Nullable String instruction,
      @Nullable String narrative,
      @Nullable List<AssignmentEvent> events) {
    return new AssignmentDoc(
        doc.id(),
        doc.state(),
        doc.offeredAt(),
        doc.answerBy(),
        doc.updatedAt(),
        version,
        doc.urgency(),
        doc.place(),
        doc.leadAgency(),
        instruction,
        narrative,
        events);
  }
}
