package vn.tinbao.server.plan;

import org.jspecify.annotations.Nullable;

/**
 * Who has a part in a task.
 *
 * @param key kind of agency or group of the common list
 * @param agencyId one agency and no other of its kind; null: all that the key means in the plan's
 *     unit
 * @param requested asked (đề nghị), not ordered: the issuer is not above it
 */
public record TaskAgency(Role role, String key, @Nullable String agencyId, boolean requested) {

  /** What part. */
  public enum Role {
    /** Chủ trì. */
    LEAD,
    /** Thực hiện: does it, none of several before the others. */
    PERFORMS,
    /** Phối hợp. */
    SUPPORTS,
    /** Named in the text, without a part of its own. */
    CONCERNED;

    /** Whether it is this agency's own work. */
    public boolean works() {
      return this == LEAD || this == PERFORMS;
    }
  }
}
