package vn.tinbao.server.duplicate;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.server.tip.TipWords;
import vn.tinbao.sms.db.SqlTime;

/**
 * Messages that bring no new facts: they may be filed with a written notice to the reporter (TT
 * 28/2020/TT-BCA art. 10.6). A person decides; the house says which messages repeat what was said.
 */
@Singleton
public class Repeats {
  /** From this share of its pairs of words on, a message seems to repeat what was said. */
  private static final double SEEMS = 0.7;

  private static final int FEW = 3;

  private final MergeRows rows;
  private final TipAccess access;
  private final TipDesk desk;
  private final Audit audit;
  private final Clock clock;

  Repeats(MergeRows rows, TipAccess access, TipDesk desk, Audit audit, Clock clock) {
    this.rows = rows;
    this.access = access;
    this.desk = desk;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Files a message of the reporter, and tells the reporter so in the language of the report. The
   * same message twice is filed once.
   *
   * @return false when there is no such message for this person
   */
  @Transactional
  public boolean file(StaffMember viewer, UUID tipId, UUID messageId) {
    if (!access.may(viewer, tipId, Action.TIP_MERGE)) {
      return false;
    }
    desk.hold(tipId);
    if (rows.repeats(tipId).contains(messageId)) {
      return true;
    }
    UUID noticeId = UuidCreator.getTimeOrderedEpoch();
    if (rows.addRepeat(messageId, tipId, noticeId, viewer.id(), SqlTime.now(clock)) == 0) {
      return false;
    }
    desk.record(
        tipId,
        "NO_NEW_FACTS",
        viewer.id(),
        "{\"message\":\"%s\"}".formatted(messageId),
        Attention.CLEAR,
        null);
    audit.record(viewer.id(), "TIP_NO_NEW_FACTS", "TIP", tipId.toString());
    Locale language = Locale.forLanguageTag(rows.language(tipId));
    return desk.notice(viewer, tipId, noticeId, TipWords.say("no-new-facts", language)).isPresent();
  }

  /** Messages that were filed. */
  @Transactional
  public Set<UUID> filed(UUID tipId) {
    return new HashSet<>(rows.repeats(tipId));
  }

  /** Messages that seem to repeat what the reporter said before, and how much of them: 0.7–1. */
  public static Map<UUID, Double> seeming(List<Dialogue.Line> dialogue) {
    Map<UUID, Double> seeming = new LinkedHashMap<>();
    Set<String> before = new HashSet<>();
    for (Dialogue.Line line : dialogue) {
      if (line.from() == Dialogue.From.REPORTER) {
        Set<String> pieces = Shingles.of(line.text());
        double known = Shingles.contained(pieces, before);
        if (pieces.size() >= FEW && known >= SEEMS) {
          seeming.put(line.id(), known);
        }
        before.addAll(pieces);
      }
    }
    return seeming;
  }
}
