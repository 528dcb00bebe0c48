package vn.tinbao.mobile.officer;

import java.util.List;
import vn.tinbao.mobile.net.wire.AssignmentDoc;

/**
 * A task as the officer sees it: what the server last told, and what was done on this phone since.
 *
 * @param doc the server's last word
 * @param waiting operations that the server has not acknowledged, in their order
 * @param refused operations that the server would not take, with its words
 */
public record Task(AssignmentDoc doc, List<Waiting> waiting, List<Refused> refused) {

  /** An operation on its way. */
  public record Waiting(String operationId, TaskAction action) {}

  /** An operation that was turned down; its note is the officer's work and is not thrown away. */
  public record Refused(String operationId, TaskAction action, String note, String why) {}

  public String id() {
    return doc.id();
  }

  /** The state once everything that waits has arrived. */
  public TaskState state() {
    TaskState state = TaskState.of(doc.state());
    for (Waiting operation : waiting) {
      state = state.after(operation.action());
    }
    return state;
  }

  @Override
  public String toString() {
    return "Task[" + id() + " " + state() + "]";
  }
}
