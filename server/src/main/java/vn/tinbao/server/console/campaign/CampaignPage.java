package vn.tinbao.server.console.campaign;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignChannel;
import vn.tinbao.server.campaign.CampaignStep;
import vn.tinbao.server.campaign.CampaignText;
import vn.tinbao.server.campaign.sending.AudienceCount;
import vn.tinbao.server.campaign.sending.Progress;
import vn.tinbao.server.staff.Action;
import vn.tinbao.sms.text.TextCheck;

/**
 * A campaign on one page.
 *
 * @param own whether the viewer's agency is responsible
 * @param task of a plan in force for which it is held, null
 * @param reached names of the lists that its SMS reach, besides subscribers
 * @param leftOut names of the lists whose numbers it leaves out
 * @param writes whether the viewer may change plan and texts now
 * @param steps what the viewer may do now, the likeliest first
 * @param lacks message key of what it lacks to be submitted, null
 * @param mistake message key of what was wrong with what was sent, null
 * @param sends whether it has an SMS
 * @param sendAt what the schedule form proposes or what was typed, as browsers write times
 * @param typed what was sent and refused, to be mended
 */
public record CampaignPage(
    Campaign campaign,
    String agency,
    boolean own,
    List<String> places,
    List<String> supporting,
    @Nullable Task task,
    List<String> reached,
    List<String> leftOut,
    List<Said> texts,
    Editor editor,
    boolean writes,
    List<CampaignStep> steps,
    @Nullable String lacks,
    @Nullable String mistake,
    String madeBy,
    String submittedBy,
    String approvedBy,
    boolean sends,
    boolean hasArticle,
    Running running,
    String sendAt,
    Typed typed,
    List<Happened> events,
    List<Campaign> former,
    UUID formId) {

  /** A task of a plan, with its page. */
  public record Task(String address, String title) {}

  /**
   * A text with what it costs.
   *
   * @param check null for what is no SMS
   */
  public record Said(CampaignText text, @Nullable TextCheck check, String languageName) {}

  /** The text in the editor. */
  public record Editor(
      CampaignChannel channel, String language, String title, String body, boolean unaccented) {}

  /**
   * What was typed and refused; empty texts for what was not.
   *
   * @param step whose reason it is
   */
  public record Typed(
      String at,
      boolean dayOff,
      @Nullable CampaignStep step,
      String why,
      String phones,
      String language) {
    /** Nothing was refused. */
    public static final Typed NOTHING = new Typed("", false, null, "", "", "");

    static Typed why(CampaignStep step, String why) {
      return new Typed("", false, step, why, "", "");
    }

    static Typed time(String at, boolean dayOff) {
      return new Typed(at, dayOff, null, "", "", "");
    }

    static Typed phones(String phones, String language) {
      return new Typed("", false, null, "", phones, language);
    }

    /** What was said to this step. */
    public String whyOf(CampaignStep asked) {
      return asked == step ? why : "";
    }

    @Override
    public String toString() {
      return "Typed[…]";
    }
  }

  /** A row of the history with names. */
  public record Happened(
      Instant at, String kind, String by, @Nullable String code, @Nullable String note) {}

  /**
   * How it stands while it runs.
   *
   * @param progress of its SMS, null without
   * @param topics sends to topics: never persons
   */
  public record Running(
      Campaign campaign, @Nullable Progress progress, int topics, List<CampaignStep> steps) {}

  /**
   * What the texts would reach and cost.
   *
   * @param overBudget whether the ceiling is exceeded
   * @param names of units by id, for the table
   */
  public record Audience(
      @Nullable AudienceCount count, boolean overBudget, List<Line> units, boolean sends) {
    /** A place. */
    public record Line(String name, long persons) {}
  }

  /** A text that is being typed: what it costs and how it looks. */
  public record Checked(
      CampaignChannel channel,
      String title,
      String body,
      @Nullable TextCheck check,
      boolean unaccented,
      int left) {}

  /** Where the button of a step leads. */
  public String address(CampaignStep step) {
    String part =
        step.action() == Action.CAMPAIGN_WRITE
            ? "/writing/"
            : step.action() == Action.CAMPAIGN_APPROVE ? "/approval/" : "/running/";
    return "/campaigns/" + campaign.id() + part + step.name();
  }

  /** The steps that can be taken by a button alone. */
  public List<CampaignStep> plainSteps() {
    return steps.stream().filter(step -> step != CampaignStep.SCHEDULE && !step.asksWhy()).toList();
  }

  /** Those that ask for a reason. */
  public List<CampaignStep> reasonedSteps() {
    return steps.stream().filter(CampaignStep::asksWhy).toList();
  }

  /** Whether the viewer may choose its time now. */
  public boolean schedules() {
    return steps.contains(CampaignStep.SCHEDULE);
  }
}
