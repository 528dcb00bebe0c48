package vn.tinbao.server.testing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.StaffMember;

/** What an officer's phone would be handed now. */
public final class OnPhone {
  private OnPhone() {}

  /** The words of a task's tip; null when the phone gets none. */
  public static @Nullable String words(Assignments assignments, StaffMember officer, UUID task) {
    for (Assignments.View view : assignments.forPhone(officer)) {
      if (view.id().equals(task)) {
        return view.narrative();
      }
    }
    return null;
  }
}
