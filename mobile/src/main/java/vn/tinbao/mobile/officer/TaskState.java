package vn.tinbao.mobile.officer;

import java.util.Arrays;
import java.util.List;

/** Where a task stands, and what the officer may do next. The server has the last word. */
public enum TaskState {
  OFFERED,
  ACCEPTED,
  EN_ROUTE,
  ON_SITE,
  REPORTED,
  DONE,
  DECLINED,
  EXPIRED,
  WITHDRAWN,
  /** A state that the server knows and this version of the app does not. */
  UNKNOWN;

  static TaskState of(String code) {
    return Arrays.stream(values()).filter(s -> s.name().equals(code)).findFirst().orElse(UNKNOWN);
  }

  /** What the officer may do, the usual next step first. */
  List<TaskAction> next() {
    return switch (this) {
      case OFFERED -> List.of(TaskAction.ACCEPT, TaskAction.DECLINE);
      case ACCEPTED -> List.of(TaskAction.EN_ROUTE, TaskAction.REPORT);
      case EN_ROUTE -> List.of(TaskAction.ON_SITE, TaskAction.REPORT);
      case ON_SITE -> List.of(TaskAction.REPORT);
      case REPORTED -> List.of(TaskAction.DONE, TaskAction.REPORT);
      case DONE, DECLINED, EXPIRED, WITHDRAWN, UNKNOWN -> List.of();
    };
  }

  /** Whether the task is over and its content must leave the phone. */
  boolean over() {
    return this == DONE || this == DECLINED || this == EXPIRED || this == WITHDRAWN;
  }

  /** The state after that action, when the server agrees; the same when the action does not fit. */
  TaskState after(TaskAction action) {
    return next().contains(action) ? action.leadsTo() : this;
  }
}
