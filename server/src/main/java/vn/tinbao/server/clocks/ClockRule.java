package vn.tinbao.server.clocks;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.Limit;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.routing.DeadlineProfile;

/**
 * One statutory clock during one period; what the fields mean stands in {@code clocks.yaml}.
 *
 * @param what the duty, in Vietnamese
 * @param remote the limit in remote communes, null when it is the same
 * @param from counted from that clock instead of from the event, null for the event
 * @param before clocks from whose due time it counts back; empty unless the limit is negative
 * @param follows clocks one of which the same event must have met; empty: none
 * @param notWhile clocks during which it does not start: they say already by when to act
 * @param owners whose duty it is; empty: whoever leads
 * @param whoeverLeads whether it starts whoever leads; else only when an owner does
 * @param profiles empty: any
 * @param reachable only when there is a way to tell the reporter
 * @param otherwise only when no other clock starts at receipt
 * @param person also runs for a person's own record, whoever keeps it
 * @param option a last day for what one may do: nobody is in default when it passes
 */
public record ClockRule(
    String key,
    Group group,
    String what,
    Limit limit,
    @Nullable Limit remote,
    Set<LegalEvent> starts,
    @Nullable From from,
    Set<String> before,
    Set<LegalEvent> met,
    Set<LegalEvent> ends,
    Set<String> replaces,
    Set<String> follows,
    Set<String> notWhile,
    List<Owner> owners,
    boolean whoeverLeads,
    Set<DeadlineProfile> profiles,
    boolean reachable,
    boolean otherwise,
    boolean option,
    boolean person,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    String basis,
    Verified verified) {

  /** What it is about. */
  public enum Group {
    TIP,
    VICTIM,
    PRIVACY
  }

  /** How far the rule was checked. */
  public enum Verified {
    /** Read in the text of the law. */
    TEXT,
    /** Read in the press or on an official portal. */
    SECONDARY,
    /** From memory: nobody has checked it. */
    MEMORY,
    /** No law: a custom of the house. */
    HOUSE
  }

  /**
   * Another clock that it is counted from.
   *
   * @param due from when that one is due; else from when it started
   */
  public record From(String key, boolean due) {}

  /** Whose duty; null fits any. */
  public record Owner(
      @Nullable AgencyFunction function, @Nullable AgencyLevel level, @Nullable String key) {
    boolean matches(Agency agency) {
      return (function == null || agency.function() == function)
          && (level == null || agency.level() == level)
          && (key == null || agency.key().equals(key));
    }
  }

  /** Whether it is in force on that day, Asia/Ho_Chi_Minh. */
  public boolean validOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }

  /** Whether it is for the agency to which the tip is offered to act, and not for its lead. */
  boolean owedByReceiver() {
    return met.contains(LegalEvent.PASS_ACCEPTED);
  }

  /** Whether it can run at all while this agency leads. */
  boolean fits(Agency lead) {
    return whoeverLeads || owners.stream().anyMatch(owner -> owner.matches(lead));
  }

  /** Whether it applies to such a tip. */
  boolean fits(TipFacts tip) {
    return fits(tip.lead())
        && (profiles.isEmpty() || profiles.contains(tip.profile()))
        && (!reachable || tip.reachable());
  }

  Limit limitFor(TipFacts tip) {
    return remote != null && tip.remote() ? remote : limit;
  }
}
