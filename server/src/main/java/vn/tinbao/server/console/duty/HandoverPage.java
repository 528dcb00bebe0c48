package vn.tinbao.server.console.duty;

import java.util.List;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.duty.Handovers;

/**
 * A hand-over, opened.
 *
 * @param onDuty names of who was on the roster when it was given
 * @param mayTake whether the viewer may sign it as the one who takes over
 * @param mayWithdraw whether it is the viewer's own and waits
 */
public record HandoverPage(
    Handovers.View view,
    DutyPage.Given given,
    List<String> onDuty,
    List<DutyPage.WatchedTip> tips,
    boolean mayTake,
    boolean mayWithdraw,
    Moments moments) {

  @Override
  public String toString() {
    return "HandoverPage[" + view.line().id() + "]";
  }
}
