package vn.tinbao.mobile.officer;

import io.avaje.jsonb.Json;
import vn.tinbao.mobile.net.wire.AssignmentAction;

/** Something the officer did to a task, as it waits on the phone for the server. */
@Json
record Operation(String assignmentId, AssignmentAction action) {
  TaskAction kind() {
    return TaskAction.valueOf(action.action());
  }
}
