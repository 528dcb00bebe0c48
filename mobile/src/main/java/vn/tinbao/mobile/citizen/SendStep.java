package vn.tinbao.mobile.citizen;

import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** Everything once more before it leaves the phone. */
final class SendStep implements ReportView.Step {
  private final TipBook tips;
  private final Words words;

  SendStep(CitizenScreens screens) {
    this.tips = screens.tips();
    this.words = screens.words();
  }

  @Override
  public void show(ReportView view) {
    Draft draft = tips.draft();
    view.ask(
        words.say("report.send.question"),
        words.say("report.send.lead"),
        words.say("report.send.who"),
        said("report.send.story", draft.narrative()),
        said("report.send.place", place(draft)),
        said("report.send.reporter", reporter(draft)),
        new Confirm(
            "report-discard",
            new Confirm.Texts(
                words.say("report.discard"),
                () -> words.say("report.discard.question"),
                words.say("report.discard.yes"),
                words.say("no")),
            view::discard));
    view.footer(Pieces.primary("send", words.say("report.send"), view::send));
  }

  private VBox said(String key, String what) {
    return Pieces.card(Pieces.text(words.say(key), "note"), Pieces.text(what));
  }

  private String place(Draft draft) {
    UnitFound unit = draft.unit();
    if (unit == null) {
      return draft.place().isBlank() ? words.say("report.send.nowhere") : draft.place().strip();
    }
    return draft.place().isBlank() ? unit.place() : draft.place().strip() + "\n" + unit.place();
  }

  private String reporter(Draft draft) {
    return draft.named()
        ? (draft.name().strip() + "\n" + draft.phone().strip() + "\n" + draft.safeContact().strip())
            .replaceAll("\n+", "\n")
            .strip()
        : words.say("report.send.nobody");
  }
}
