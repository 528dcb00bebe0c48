package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.TipDesk;

/**
 * All that the page of a tip shows.
 *
 * @param number short name to say aloud: the last six signs of the id
 * @param words the reporter's words with what was recognised
 * @param givenPlace where, in the reporter's own words
 * @param officers who may be sent out
 * @param messageId of the reply that may be written on this page
 * @param assignmentId of the offer that may be made on this page
 * @param reading what was understood, and who corrected it
 * @param access who else sees it, and where it may go
 */
public record TipPage(
    TipDesk.View tip,
    String number,
    MarkedText words,
    @Nullable String givenPlace,
    List<Message> messages,
    List<Assigned> assignments,
    List<Happened> timeline,
    List<StaffMember> officers,
    UUID messageId,
    UUID assignmentId,
    ReadingPart reading,
    AccessPart access,
    AttachmentsCard attachments,
    TipOpenings openings,
    TipCustody custody,
    TipRetention retention,
    Moments moments) {

  /** A message of the dialogue; {@code who} is empty for the reporter. */
  public record Message(Dialogue.From from, String who, String text, Instant at) {

    @Override
    public String toString() {
      return "Message[" + from + "]";
    }
  }

  /** An assignment with its officer's name. */
  public record Assigned(Assignments.View view, String officer) {}

  /** A line of the timeline: a code, what it was about, who did it; the last two may be empty. */
  public record Happened(Instant at, String kind, String about, String who) {}

  /** Whether nobody is on the way or asked to go. */
  public boolean needsOfficer() {
    return assignments.stream().allMatch(assigned -> assigned.view().state().ended());
  }

  @Override
  public String toString() {
    return "TipPage[" + tip.id() + "]";
  }
}
