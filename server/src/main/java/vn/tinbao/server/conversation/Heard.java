package vn.tinbao.server.conversation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.InboundSms;

/**
 * What a phone said.
 *
 * @param id of the inbound message
 */
record Heard(UUID id, SealedPhone from, String text, Set<Mark> marks) {

  static Heard of(InboundSms sms, String text) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    if (sms.repeatOf() != null) {
      marks.add(Mark.REPEAT);
    }
    if (sms.addsTo() != null) {
      marks.add(Mark.LATE_PART);
    } else if (sms.hasGaps()) {
      marks.add(Mark.GAPS);
    }
    return new Heard(sms.id(), sms.from(), text, marks);
  }

  boolean repeated() {
    return marks.contains(Mark.REPEAT);
  }

  /** For a column. */
  String markNames() {
    return marks.stream().map(Mark::name).collect(Collectors.joining(","));
  }

  /** From that column. */
  static Set<Mark> marks(String names) {
    return Arrays.stream(names.split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(Mark::valueOf)
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return "Heard[" + id + "]";
  }
}
