package vn.tinbao.server.proceeding;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.DeskReports;
import vn.tinbao.server.tip.TipDesk;

/**
 * Takes in a call with what the register asks for, both or neither (TT 28/2020/TT-BCA art. 5.3).
 */
@Singleton
public class PhoneIntake {
  /** How long the form of a call may still correct the register: the call, and a lost answer. */
  static final Duration CORRECTS = Duration.ofHours(1);

  private final DeskReports reports;
  private final Register register;
  private final TipDesk desk;
  private final Clock clock;

  PhoneIntake(DeskReports reports, Register register, TipDesk desk, Clock clock) {
    this.reports = reports;
    this.register = register;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * A call that is in.
   *
   * @param registerStands whether the form came again when it could not correct the register any
   *     more, which is as it was before
   */
  public record Taken(DeskReports.Taken report, boolean registerStands) {}

  /**
   * Takes it in. The same call again is one report; what was corrected in its register meanwhile is
   * another version of that, as long as the caller may open the report, wrote the newest version,
   * and the report came in less than {@link #CORRECTS} ago. Later the register is written on its
   * own page, by who leads.
   *
   * @param typed fields of the register, of which {@link Register#wrong} finds nothing wrong
   * @return empty when another tip has this id, also one that somebody else typed
   */
  @Transactional
  public Optional<Taken> take(
      StaffMember by,
      DeskReports.Call call,
      boolean identityRefused,
      Map<RegisterField, String> typed) {
    return reports
        .take(by, call)
        .map(
            report ->
                new Taken(
                    report,
                    (report.repeated() && !corrects(report))
                        || !register.atIntake(
                            by, call.id(), report.tipId(), identityRefused, typed)));
  }

  private boolean corrects(DeskReports.Taken report) {
    Instant since = clock.instant().minus(CORRECTS);
    return report.mayOpen()
        && desk.line(report.tipId()).filter(line -> line.receivedAt().isAfter(since)).isPresent();
  }
}
