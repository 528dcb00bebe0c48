package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.conversation.Mark;
import vn.tinbao.server.conversation.SmsDeliveries;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.sms.queue.OutboundSms;

/**
 * All that the page of a tip shows.
 *
 * @param number short name to say aloud: the last six signs of the id
 * @param words the reporter's words with what was recognised
 * @param wordsMarks what must be known of them when they came by SMS
 * @param givenPlace where, as the reporter told it apart from the story
 * @param waiting messages by SMS that are held back until their sender answers
 * @param officers who may be sent out
 * @param messageId of the reply that may be written on this page
 * @param assignmentId of the offer that may be made on this page
 * @param reading what was understood, and who corrected it
 * @param similar which other tips it has to do with
 * @param legal its legal life: next step, register, notices, tasks, comments
 * @param outcomes what became of the case it led to
 * @param people records of people that began from it
 * @param place where it lies, on a map or in words
 * @param access who else sees it, and where it may go
 */
public record TipPage(
    TipDesk.View tip,
    String number,
    MarkedText words,
    Set<Mark> wordsMarks,
    @Nullable GivenPlace givenPlace,
    List<Message> messages,
    long waiting,
    List<Assigned> assignments,
    List<Happened> timeline,
    List<StaffMember> officers,
    UUID messageId,
    UUID assignmentId,
    ReadingPart reading,
    LegalPart legal,
    OutcomePart outcomes,
    PeoplePart people,
    PlaceCard place,
    AccessPart access,
    AttachmentsCard attachments,
    TipOpenings openings,
    TipCustody custody,
    TipRetention retention,
    SimilarPart similar,
    Moments moments) {

  /**
   * A message of the dialogue.
   *
   * @param who empty for the reporter
   * @param marks what must be known of it when it came by SMS
   * @param sent how it fares, when it went by SMS
   */
  public record Message(
      UUID id,
      Dialogue.From from,
      String who,
      String text,
      Instant at,
      Set<Mark> marks,
      SmsDeliveries.@Nullable Standing sent) {

    @Override
    public String toString() {
      return "Message[" + from + "]";
    }
  }

  /**
   * An assignment with its officer's name.
   *
   * @param report from the field, null when none was begun
   * @param files that the officer brought
   */
  public record Assigned(
      Assignments.View view,
      String officer,
      @Nullable FieldReportCard report,
      FieldFilesCard files) {}

  /** A line of the timeline: a code, what it was about, who did it; the last two may be empty. */
  public record Happened(Instant at, String kind, String about, String who) {}

  /** How long an answer may be: what one text message carries, where it goes as one. */
  public int mostCharacters() {
    return mostCharacters(tip.canBeTexted());
  }

  static int mostCharacters(boolean sms) {
    return sms
        ? Math.min(OutboundSms.LONGEST, FollowUp.mostCharacters())
        : FollowUp.mostCharacters();
  }

  /** Whether nobody is on the way or asked to go. */
  public boolean needsOfficer() {
    return assignments.stream().allMatch(assigned -> assigned.view().state().ended());
  }

  @Override
  public String toString() {
    return "TipPage[" + tip.id() + "]";
  }
}
