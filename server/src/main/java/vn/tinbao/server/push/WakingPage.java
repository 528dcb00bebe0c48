package vn.tinbao.server.push;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.StaffDevices;
import vn.tinbao.server.staff.StaffMember;

/**
 * Phones on which somebody is signed in: one's own, or those of a colleague.
 *
 * @param own whether the viewer is that person
 * @param keeps whether the viewer may sign the phones out
 * @param pushed those that a push provider wakes besides the relay
 * @param hasNumber whether there is a number for text messages
 * @param digits its last digits; null unless it is one's own
 * @param mistake message key of what was wrong with the form, null
 */
public record WakingPage(
    StaffMember member,
    boolean own,
    boolean keeps,
    List<StaffDevices.Device> phones,
    Set<UUID> pushed,
    boolean hasNumber,
    @Nullable String digits,
    @Nullable String mistake) {}
