package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An officer's task as the server tells it.
 *
 * @param state a code; this app may be older than the server, so it stays a text
 * @param answerBy until when the offer stands
 * @param version rises with every change
 * @param urgency 5 danger to life to 1 advice
 * @param narrative only while the task is accepted and open
 * @param told where, as the reporter told it; in the same time
 * @param report from the field, only while the task is accepted and open
 * @param files that the officer brought and the server has whole, in the same time
 */
@Json
public record AssignmentDoc(
    String id,
    String state,
    Instant offeredAt,
    @Nullable Instant answerBy,
    Instant updatedAt,
    long version,
    int urgency,
    @Nullable String place,
    @Nullable String leadAgency,
    @Nullable String instruction,
    @Nullable String narrative,
    @Nullable ToldPlace told,
    @Nullable List<AssignmentEvent> events,
    @Nullable FieldReportDoc report,
    @Nullable List<TaskFile> files) {

  @Override
  public String toString() {
    return "AssignmentDoc[" + id + " " + state + " v" + version + "]";
  }
}
