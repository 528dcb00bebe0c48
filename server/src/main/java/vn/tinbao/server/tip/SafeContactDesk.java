package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk.Attention;

/**
 * Writes down how a reporter asks to be reached while a report is worked on: in the dialogue, or on
 * the phone. Whatever is sent from then on obeys it.
 */
@Singleton
public class SafeContactDesk {
  private final SafeContacts contacts;
  private final TipDesk desk;
  private final TipAccess access;
  private final Audit audit;

  SafeContactDesk(SafeContacts contacts, TipDesk desk, TipAccess access, Audit audit) {
    this.contacts = contacts;
    this.desk = desk;
    this.access = access;
    this.audit = audit;
  }

  /**
   * Puts this in the place of what was asked for before; the same twice is one.
   *
   * @param safe null: nothing is asked for any more
   * @return false when the viewer may not act on this tip
   */
  @Transactional
  public boolean say(StaffMember viewer, UUID tipId, @Nullable SafeContact safe) {
    desk.hold(tipId);
    if (!access.mayAct(viewer, tipId)) {
      return false;
    }
    SafeContact before = contacts.of(tipId).orElse(null);
    if (safe == null ? before != null : !safe.equals(before)) {
      contacts.replace(tipId, safe);
      audit.record(viewer.id(), "TIP_SAFE_CONTACT", "TIP", tipId.toString(), code(safe));
      desk.record(tipId, "SAFE_CONTACT", viewer.id(), "{}", Attention.KEEP, null);
    }
    return true;
  }

  private static String code(@Nullable SafeContact safe) {
    if (safe == null) {
      return "NONE";
    }
    List<String> code = new ArrayList<>();
    if (safe.neverCall()) {
      code.add("NEVER_CALL");
    }
    if (safe.hours() != null) {
      code.add("HOURS");
    }
    if (safe.neutral()) {
      code.add("NEUTRAL");
    }
    return String.join("_", code);
  }
}
