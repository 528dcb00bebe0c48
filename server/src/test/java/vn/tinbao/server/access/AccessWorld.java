package vn.tinbao.server.access;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;

/** People of two agencies, and tips of the first, for {@link AccessTest}. */
@Singleton
public class AccessWorld {
  /** The agency that leads every tip made here: police of the commune Khánh Khê. */
  public static final String HERE = "ca_xa@06286/2025-07-01";

  /** An agency with no part in them, in another province: police of the commune Thọ Xuân. */
  public static final String ELSEWHERE = "ca_xa@15499/2025-07-01";

  /** A third one, that takes and gives tips: police of the commune Thường Phước. */
  public static final String THIRD = "ca_xa@29971/2025-07-01";

  /** Stands in every report made here; nobody who may not see a tip ever reads it. */
  public static final String MARKER = "giu-kin-7f3a";

  private final DemoStaff demo;
  private final TipIntake intake;
  private final TestSessions sessions;
  private final Map<String, StaffMember> people = new ConcurrentHashMap<>();

  AccessWorld(DemoStaff demo, TipIntake intake, TestSessions sessions) {
    this.demo = demo;
    this.intake = intake;
    this.sessions = sessions;
  }

  /** A new tip that {@link #HERE} leads. */
  public TipReceipt tip() {
    return Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi. " + MARKER);
  }

  /** A person with this one role; the same name is the same person. */
  public StaffMember person(String name, String agency, Role role) {
    return people.computeIfAbsent(
        name + agency + role,
        key -> {
          String username = name + "." + UUID.randomUUID().toString().substring(0, 13);
          DemoStaff.DemoSignIn made =
              demo.install(
                      List.of(
                          new DemoStaff.AgencySeat(
                              username, "Người " + name, agency, Set.of(role))))
                  .get(0);
          return new StaffMember(made.id(), username, "Người " + name, agency, Set.of(role));
        });
  }

  /** Cookie of a new browser in which this person is signed in. */
  public String cookie(StaffMember member) {
    return sessions.web(member.id());
  }

  /** Bearer token of a new phone of this person. */
  public String bearer(StaffMember member) {
    return sessions.app(member.id());
  }
}
