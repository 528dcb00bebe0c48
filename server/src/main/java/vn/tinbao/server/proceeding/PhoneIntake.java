package vn.tinbao.server.proceeding;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.DeskReports;
import vn.tinbao.server.web.DerivedIds;

/**
 * Takes in a call with what the register asks for, both or neither (TT 28/2020/TT-BCA art. 5.3).
 */
@Singleton
public class PhoneIntake {
  private final DeskReports reports;
  private final Register register;

  PhoneIntake(DeskReports reports, Register register) {
    this.reports = reports;
    this.register = register;
  }

  /**
   * Takes it in. The same call again is one report; what was corrected in its register meanwhile is
   * another version of that.
   *
   * @param typed fields of the register, of which {@link Register#wrong} finds nothing wrong
   * @return empty when another tip has this id, also one that somebody else typed
   */
  @Transactional
  public Optional<DeskReports.Taken> take(
      StaffMember by,
      DeskReports.Call call,
      boolean identityRefused,
      Map<RegisterField, String> typed) {
    Optional<DeskReports.Taken> taken = reports.take(by, call);
    taken.ifPresent(
        report ->
            register.atIntake(
                by,
                entryId(call.id(), identityRefused, typed),
                report.tipId(),
                identityRefused,
                typed));
    return taken;
  }

  private static UUID entryId(
      UUID callId, boolean identityRefused, Map<RegisterField, String> typed) {
    String all = identityRefused + new TreeMap<>(typed).toString();
    return DerivedIds.of(callId, UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)));
  }
}
