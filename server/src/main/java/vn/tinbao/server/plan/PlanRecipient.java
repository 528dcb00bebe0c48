package vn.tinbao.server.plan;

import org.jspecify.annotations.Nullable;

/**
 * Who gets the plan itself (nơi nhận): an agency, or who files it (lưu).
 *
 * @param agencyKey null exactly when {@code keptBy} is not
 */
public record PlanRecipient(
    @Nullable String agencyKey, @Nullable String note, @Nullable String keptBy) {}
