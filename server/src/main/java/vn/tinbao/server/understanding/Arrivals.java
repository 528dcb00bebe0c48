package vn.tinbao.server.understanding;

import java.util.List;
import vn.tinbao.server.understanding.RoleWords.Role;

/**
 * Tells of whom the text says that they came to where they went, and are held there: {@code quê Hải
 * Hậu, lên Ngọc Chiến xây nhà, bị giữ lại làm tiếp}. Where another country follows they went on.
 */
final class Arrivals {
  private Arrivals() {}

  /** Replaces mentions of a destination to which somebody has come. */
  static void note(
      List<SignHit> hits, List<PlaceMention> mentions, Reading reading, RoleWords roles) {
    int lastAbroad = lastAbroad(hits, reading);
    int lastHeld = roles.lastHeld(reading.words());
    for (int i = 0; i < mentions.size(); i++) {
      PlaceMention mention = mentions.get(i);
      if (mention.role() == Role.TOWARDS
          && lastAbroad < mention.end()
          && lastHeld >= mention.end()
          && !roles.saysPlanned(reading.words(), mention.first())) {
        mentions.set(i, mention.arrived());
      }
    }
  }

  /** The last word of the text that names a place abroad, −1 when none does. */
  private static int lastAbroad(List<SignHit> hits, Reading reading) {
    int last = -1;
    for (SignHit hit : hits) {
      if (hit.group().country() != null) {
        last = Math.max(last, reading.word(hit.from()));
      }
    }
    return last;
  }
}
