package vn.tinbao.server.conversation;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the desk must know of the messages that came by SMS. */
@Singleton
public class SmsMarks {
  private final MarkRows rows;

  SmsMarks(MarkRows rows) {
    this.rows = rows;
  }

  void add(UUID tipId, Heard heard) {
    heard.marks().forEach(mark -> rows.add(heard.id(), tipId, mark.name()));
  }

  /** By message, those that have marks; the tip's own id stands for its narrative. */
  public Map<UUID, Set<Mark>> ofTip(UUID tipId) {
    Map<UUID, Set<Mark>> marks = new HashMap<>();
    for (MarkRows.Row row : rows.ofTip(tipId)) {
      marks
          .computeIfAbsent(row.messageId(), id -> EnumSet.noneOf(Mark.class))
          .add(Mark.valueOf(row.mark()));
    }
    return marks;
  }
}
