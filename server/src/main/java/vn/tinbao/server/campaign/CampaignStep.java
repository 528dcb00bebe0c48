package vn.tinbao.server.campaign;

import static vn.tinbao.server.campaign.CampaignState.APPROVED;
import static vn.tinbao.server.campaign.CampaignState.DONE;
import static vn.tinbao.server.campaign.CampaignState.DRAFT;
import static vn.tinbao.server.campaign.CampaignState.PAUSED;
import static vn.tinbao.server.campaign.CampaignState.RUNNING;
import static vn.tinbao.server.campaign.CampaignState.SCHEDULED;
import static vn.tinbao.server.campaign.CampaignState.STOPPED;
import static vn.tinbao.server.campaign.CampaignState.SUBMITTED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Action;

/**
 * The table of allowed steps: from where to where, and who. What is not here does not happen, see
 * {@link Campaigns#step}.
 */
public enum CampaignStep {
  /** Lays it before a second person. */
  SUBMIT(SUBMITTED, Action.CAMPAIGN_WRITE, DRAFT),
  /** Takes it back to go on writing. */
  WITHDRAW(DRAFT, Action.CAMPAIGN_WRITE, SUBMITTED),
  /** The second person says yes; never who submitted it or wrote of it. */
  APPROVE(APPROVED, Action.CAMPAIGN_APPROVE, SUBMITTED),
  /** The second person says no, with a reason. */
  REJECT(DRAFT, Action.CAMPAIGN_APPROVE, SUBMITTED),
  /** Opens what was approved for writing; it needs a new approval then. */
  REOPEN(DRAFT, Action.CAMPAIGN_WRITE, APPROVED),
  /** Chooses when it goes out. */
  SCHEDULE(SCHEDULED, Action.CAMPAIGN_RUN, APPROVED),
  /** Takes that back. */
  UNSCHEDULE(APPROVED, Action.CAMPAIGN_RUN, SCHEDULED),
  /** Its time has come; the house does it. */
  START(RUNNING, null, SCHEDULED),
  /** Holds it; the house too, when too much of it fails. */
  PAUSE(PAUSED, Action.CAMPAIGN_RUN, RUNNING),
  /** Lets it go on. */
  RESUME(RUNNING, Action.CAMPAIGN_RUN, PAUSED),
  /**
   * Ends it for good and takes back what can be: article and topics, of one that is done too. The
   * head of the agency may, so that it never hangs on one person.
   */
  STOP(STOPPED, Action.CAMPAIGN_RUN, APPROVED, SCHEDULED, RUNNING, PAUSED, DONE),
  /** Everything is out; the house does it. */
  FINISH(DONE, null, RUNNING),
  /** Sends once more to those whom nothing reached. */
  RESEND(RUNNING, Action.CAMPAIGN_RUN, DONE);

  private final CampaignState to;
  private final @Nullable Action action;
  private final Set<CampaignState> from;

  CampaignStep(CampaignState to, @Nullable Action action, CampaignState... from) {
    this.to = to;
    this.action = action;
    this.from = EnumSet.copyOf(Arrays.asList(from));
  }

  /** The state after it. */
  public CampaignState to() {
    return to;
  }

  /** What a person must be allowed to do; null: only the house takes this step. */
  public @Nullable Action action() {
    return action;
  }

  /** Whether it can be taken in this state. */
  public boolean from(CampaignState state) {
    return from.contains(state);
  }

  /** Whether who takes it answers for the words, and so must have seen them as they are. */
  public boolean answersForWords() {
    return this == SUBMIT || this == APPROVE || this == RESEND;
  }

  /** Whether it must say why. */
  public boolean asksWhy() {
    return this == REJECT || this == STOP;
  }

  /** All that can be taken in this state by somebody, in the order of the table. */
  public static List<CampaignStep> open(CampaignState state) {
    return Arrays.stream(values()).filter(step -> step.from(state)).toList();
  }
}
