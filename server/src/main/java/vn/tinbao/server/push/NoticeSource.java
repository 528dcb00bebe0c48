package vn.tinbao.server.push;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import vn.tinbao.server.staff.StaffMember;

/**
 * Port upwards: a room that wakes members of staff for something that they then read signed in, on
 * the phone or on its own pages, is a bean of this.
 */
public interface NoticeSource {

  /** The topic of its pushes; no two rooms have the same. */
  String topic();

  /** What this person is told and was told lately, the newest first; fifty at most. */
  List<Notice> notices(StaffMember reader, Locale language);

  /**
   * This person says to have read it; the first time counts, said again it does no harm.
   *
   * @return false: it is not this person's
   */
  boolean read(StaffMember reader, UUID id);
}
