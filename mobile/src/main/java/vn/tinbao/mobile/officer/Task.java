package vn.tinbao.mobile.officer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.AssignmentDoc;

/**
 * A task as the officer sees it: what the server last told, and what was done on this phone since.
 *
 * @param doc the server's last word
 * @param waiting operations that the server has not acknowledged, in their order
 * @param refused operations that the server would not take, with its words
 */
public record Task(AssignmentDoc doc, List<Waiting> waiting, List<Refused> refused) {

  /**
   * An operation on its way.
   *
   * @param action null for words in the report that do not move the task on
   */
  public record Waiting(String operationId, @Nullable TaskAction action) {}

  /**
   * An operation that was turned down; its words are the officer's work and are not thrown away.
   *
   * @param fields what it wrote into the report, by field
   * @param onlyTyped it was never made an operation: the task went while it was being written
   */
  public record Refused(
      String operationId,
      TaskAction action,
      String note,
      Map<String, String> fields,
      String why,
      boolean onlyTyped) {

    @Override
    public String toString() {
      return "Refused[" + operationId + "]";
    }
  }

  public String id() {
    return doc.id();
  }

  /** The state once everything that waits has arrived. */
  public TaskState state() {
    TaskState state = TaskState.of(doc.state());
    for (Waiting operation : waiting) {
      TaskAction action = operation.action();
      state = action == null ? state : state.after(action);
    }
    return state;
  }

  @Override
  public String toString() {
    return "Task[" + id() + " " + state() + "]";
  }
}
