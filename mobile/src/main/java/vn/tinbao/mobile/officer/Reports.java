package vn.tinbao.mobile.officer;

import com.github.f4b6a3.uuid.UuidCreator;
import io.avaje.jsonb.JsonType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.wire.AssignmentDoc;
import vn.tinbao.mobile.net.wire.FieldDoc;
import vn.tinbao.mobile.net.wire.FieldReportDoc;
import vn.tinbao.mobile.net.wire.RivalDoc;
import vn.tinbao.mobile.net.wire.SyncEdit;
import vn.tinbao.mobile.net.wire.SyncOperation;
import vn.tinbao.mobile.store.Outbox;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.store.Scribe;
import vn.tinbao.mobile.store.Vault;

/**
 * The reports that the officer writes on this phone: what the server has, under what waits in the
 * outbox, under what is being typed. Each field remembers on which version it was written, so that
 * the server can tell when another phone wrote something else meanwhile.
 */
final class Reports {
  private static final JsonType<ReportDraft> DRAFT = Codec.of(ReportDraft.class);
  private static final JsonType<SyncOperation> OPERATION = Codec.of(SyncOperation.class);
  private static final String PREFIX = "report-draft/";

  private final Vault vault;
  private final Cabinet cabinet;
  private final Outbox outbox;
  private final Scribe scribe;
  private final Clock clock;
  private final Map<String, ReportDraft> drafts = new TreeMap<>();

  Reports(Vault vault, Cabinet cabinet, Outbox outbox, Scribe scribe, Clock clock) {
    this.vault = vault;
    this.cabinet = cabinet;
    this.outbox = outbox;
    this.scribe = scribe;
    this.clock = clock;
  }

  /** Two values for one field, between which the officer must choose. */
  record Choice(String field, FieldDoc stands, RivalDoc rival) {}

  /** What stands in the report of a task, as this phone knows it; typed words last. */
  Map<String, String> values(String taskId) {
    Map<String, String> values = new TreeMap<>();
    fields(taskId).forEach(field -> values.put(field.name(), field.value()));
    for (SyncOperation waiting : waiting(taskId)) {
      edits(waiting).forEach((field, edit) -> values.put(field, edit.value()));
    }
    draft(taskId).fields().forEach((field, edited) -> values.put(field, edited.value()));
    values.values().removeIf(String::isEmpty);
    return values;
  }

  /** Whether something was typed and not saved. */
  boolean hasDraft(String taskId) {
    return !draft(taskId).fields().isEmpty();
  }

  /** Keeps what is being typed; called at every keystroke. */
  void type(String taskId, String field, String value) {
    ReportDraft before = draft(taskId);
    ReportDraft.Edited edited = before.fields().get(field);
    Map<String, ReportDraft.Edited> fields = new LinkedHashMap<>(before.fields());
    fields.put(
        field,
        edited == null
            ? new ReportDraft.Edited(value, version(taskId, field), lastOwn(taskId, field))
            : new ReportDraft.Edited(value, edited.base(), edited.after()));
    ReportDraft draft = new ReportDraft(before.id(), fields);
    synchronized (drafts) {
      drafts.put(taskId, draft);
    }
    scribe.keep(PREFIX + taskId, DRAFT.toJsonBytes(draft));
  }

  /**
   * Saves what was typed as one operation; on return it survives the phone dying. Does nothing when
   * nothing was typed, unless it finishes the report.
   */
  void save(String taskId, boolean finished) {
    ReportDraft draft = draft(taskId);
    if (draft.fields().isEmpty() && !finished) {
      return;
    }
    Map<String, SyncEdit> edits = new LinkedHashMap<>();
    draft
        .fields()
        .forEach(
            (field, edited) ->
                edits.put(field, new SyncEdit(edited.value(), edited.base(), edited.after())));
    put(taskId, draft.id(), edits, finished);
    dropDraft(taskId);
  }

  /** Fields in which this officer's phones differ and nothing was decided on this one yet. */
  List<Choice> choices(String taskId) {
    List<SyncOperation> waiting = waiting(taskId);
    return fields(taskId).stream()
        .flatMap(
            field -> {
              List<RivalDoc> rivals = field.rivals();
              return rivals == null
                  ? java.util.stream.Stream.<Choice>empty()
                  : rivals.stream().map(rival -> new Choice(field.name(), field, rival));
            })
        .filter(choice -> waiting.stream().noneMatch(operation -> settles(operation, choice)))
        .toList();
  }

  /** The officer has chosen what is to stand. */
  void choose(String taskId, Choice choice, String value) {
    put(
        taskId,
        UuidCreator.getTimeOrderedEpoch().toString(),
        Map.of(
            choice.field(),
            new SyncEdit(value, choice.stands().version(), choice.rival().operationId())),
        false);
  }

  /** The words of an operation or a draft, one field a line, for when they can only be read. */
  static Map<String, String> words(SyncOperation operation) {
    Map<String, String> words = new TreeMap<>();
    edits(operation).forEach((field, edit) -> words.put(field, edit.value()));
    return words;
  }

  /** Forgets what was typed; on a purge what was typed is first made a letter that was refused. */
  void dropDraft(String taskId) {
    synchronized (drafts) {
      drafts.remove(taskId);
    }
    scribe.drop(PREFIX + taskId);
  }

  /** Tasks in whose reports something was typed and not saved, as far as it is on the disk. */
  List<String> drafted() {
    return vault.names(PREFIX).stream()
        .map(name -> name.substring(PREFIX.length()))
        .filter(taskId -> !typed(taskId).isEmpty())
        .toList();
  }

  /** What was typed and not saved: field and words. */
  Map<String, String> typed(String taskId) {
    Map<String, String> typed = new TreeMap<>();
    draft(taskId).fields().forEach((field, edited) -> typed.put(field, edited.value()));
    typed.values().removeIf(String::isBlank);
    return typed;
  }

  private void put(
      String taskId, String operationId, Map<String, SyncEdit> edits, boolean finished) {
    SyncOperation operation =
        new SyncOperation(operationId, taskId, clock.instant(), null, null, edits, finished);
    outbox.put(
        Parcel.of(
            operationId, Operation.WRITING, taskId, OPERATION.toJson(operation), clock.instant()));
  }

  private ReportDraft draft(String taskId) {
    synchronized (drafts) {
      return drafts.computeIfAbsent(
          taskId,
          id ->
              vault
                  .get(PREFIX + id)
                  .map(DRAFT::fromJson)
                  .orElseGet(
                      () ->
                          new ReportDraft(UuidCreator.getTimeOrderedEpoch().toString(), Map.of())));
    }
  }

  private int version(String taskId, String field) {
    return fields(taskId).stream()
        .filter(each -> each.name().equals(field))
        .mapToInt(FieldDoc::version)
        .findFirst()
        .orElse(0);
  }

  private @Nullable String lastOwn(String taskId, String field) {
    String last = null;
    for (SyncOperation operation : waiting(taskId)) {
      if (edits(operation).containsKey(field)) {
        last = operation.id();
      }
    }
    return last;
  }

  List<FieldDoc> fields(String taskId) {
    Optional<FieldReportDoc> report = cabinet.find(taskId).map(AssignmentDoc::report);
    return report.map(FieldReportDoc::fields).orElse(List.of());
  }

  private List<SyncOperation> waiting(String taskId) {
    return outbox.all().stream()
        .filter(parcel -> parcel.lane().equals(taskId) && parcel.kind().equals(Operation.WRITING))
        .filter(parcel -> !parcel.refused())
        .map(parcel -> OPERATION.fromJson(parcel.body()))
        .toList();
  }

  private static boolean settles(SyncOperation operation, Choice choice) {
    SyncEdit edit = edits(operation).get(choice.field());
    return edit != null && choice.rival().operationId().equals(edit.after());
  }

  private static Map<String, SyncEdit> edits(SyncOperation operation) {
    Map<String, SyncEdit> fields = operation.fields();
    return fields == null ? Map.of() : fields;
  }
}
