package vn.tinbao.mobile.officer;

/** What an officer can do with a task; the names are those of the API. */
public enum TaskAction {
  ACCEPT,
  DECLINE,
  EN_ROUTE,
  ON_SITE,
  REPORT,
  DONE;

  /** Whether the action needs words: a reason or a report. */
  boolean needsNote() {
    return this == DECLINE || this == REPORT;
  }

  TaskState leadsTo() {
    return switch (this) {
      case ACCEPT -> TaskState.ACCEPTED;
      case DECLINE -> TaskState.DECLINED;
      case EN_ROUTE -> TaskState.EN_ROUTE;
      case ON_SITE -> TaskState.ON_SITE;
      case REPORT -> TaskState.REPORTED;
      case DONE -> TaskState.DONE;
    };
  }

  /** Part of a button's id: {@code en-route}. */
  String inIds() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
