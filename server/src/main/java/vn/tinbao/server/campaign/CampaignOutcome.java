package vn.tinbao.server.campaign;

/** What became of a wish about a campaign. */
public sealed interface CampaignOutcome {

  /** It is as was wished; also when it was so before. */
  record Done(Campaign campaign) implements CampaignOutcome {}

  /** What was sent cannot be taken; nothing changed. */
  record Wrong(CampaignMistake mistake) implements CampaignOutcome {}

  /** Somebody changed it meanwhile, or the step is not open in its state; nothing changed. */
  record TooLate(Campaign now) implements CampaignOutcome {}

  /** There is none for this person. */
  record NotFound() implements CampaignOutcome {}
}
