package vn.tinbao.mobile.officer;

import vn.tinbao.mobile.net.wire.SyncOperation;

/** Reads operations as they wait on the phone for the server. */
final class Operation {
  /** Kinds of parcels. */
  static final String STEP = "action";

  static final String WRITING = "report";

  private Operation() {}

  /** The step of the task; for words in the report, what they amount to. */
  static TaskAction kind(SyncOperation operation) {
    String action = operation.action();
    return action == null ? TaskAction.REPORT : TaskAction.valueOf(action);
  }
}
