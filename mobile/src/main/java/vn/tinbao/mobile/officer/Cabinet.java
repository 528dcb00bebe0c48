package vn.tinbao.mobile.officer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.wire.AssignmentDoc;
import vn.tinbao.mobile.net.wire.AssignmentEvent;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;

/**
 * The tasks as the server last told them, readable without a signal. The content of a task that is
 * over leaves the phone with the word that it is.
 */
final class Cabinet {
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

  /** Keeps a task; true when it is not what was kept before. */
  boolean keep(AssignmentDoc doc) {
    AssignmentDoc kept = TaskState.of(doc.state()).over() ? withoutContent(doc) : doc;
    boolean changed = !docs.get(doc.id()).filter(kept::equals).isPresent();
    if (changed) {
      docs.put(doc.id(), kept);
    }
    return changed;
  }

  /** Removes what the phone may no longer hold; {@code drop}: the task itself too. */
  void purge(String id, boolean drop) {
    if (drop) {
      docs.delete(id);
    } else {
      docs.get(id).ifPresent(doc -> docs.put(id, withoutContent(doc)));
    }
  }

  /** Ids of tasks that are not in that list. */
  List<String> others(List<AssignmentDoc> listed) {
    Set<String> ids = new HashSet<>();
    listed.forEach(doc -> ids.add(doc.id()));
    return docs.all().stream().map(AssignmentDoc::id).filter(id -> !ids.contains(id)).toList();
  }

  private static AssignmentDoc withoutContent(AssignmentDoc doc) {
    List<AssignmentEvent> events = doc.events();
    return new AssignmentDoc(
        doc.id(),
        doc.state(),
        doc.offeredAt(),
        doc.answerBy(),
        doc.updatedAt(),
        doc.version(),
        doc.urgency(),
        doc.place(),
        doc.leadAgency(),
        null,
        null,
        null,
        events == null
            ? null
            : events.stream()
                .map(event -> new AssignmentEvent(event.at(), event.state(), null))
                .toList(),
        null,
        null);
  }
}
