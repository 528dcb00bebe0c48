package vn.tinbao.mobile.citizen;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.net.wire.SafeContact;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** Everything once more before it leaves the phone. */
final class SendStep implements ReportView.Step {
  private final CitizenScreens screens;
  private final TipBook tips;
  private final Words words;

  SendStep(CitizenScreens screens) {
    this.screens = screens;
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
        danger(draft),
        said("report.send.story", story(draft)),
        said("report.send.place", place(draft.where())),
        said("report.send.reporter", reporter(draft.who())),
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

  /** By now the place is known, and with it whom to call there. */
  private VBox danger(Draft draft) {
    UnitFound there = draft.where().unit();
    if (there != null && draft.story().immediateDanger()) {
      screens.helpIsWantedAt(there);
    }
    VBox help = new DangerBox(screens);
    Pieces.show(help, draft.story().immediateDanger());
    return help;
  }

  private VBox said(String key, String what) {
    return Pieces.card(Pieces.text(words.say(key), "note"), Pieces.text(what));
  }

  private String story(Draft draft) {
    List<String> lines = new ArrayList<>();
    lines.add(draft.story().narrative().strip());
    for (AttachedFile file : draft.files()) {
      lines.add(FileWords.line(words, file));
    }
    if (draft.story().immediateDanger()) {
      lines.add(words.say("report.danger"));
    }
    if (draft.story().official()) {
      lines.add(words.say("report.official") + " " + draft.story().officialOf().strip());
    }
    return together(lines);
  }

  private String place(Draft.Where where) {
    UnitFound unit = where.unit();
    String said =
        together(
            List.of(
                where.text().strip(),
                unit == null ? "" : unit.place(),
                where.lat() == null ? "" : words.say("report.place.position")));
    return said.isEmpty() ? words.say("report.send.nowhere") : said;
  }

  private String reporter(Draft.Who who) {
    SafeContact safe = who.safe();
    List<String> lines = new ArrayList<>(List.of(who.name().strip(), who.phone().strip()));
    if (safe != null) {
      lines.add(safe.neverCall() == null ? "" : words.say("report.reporter.never"));
      lines.add(safe.neutral() == null ? "" : words.say("report.reporter.neutral"));
      String from = safe.textFrom();
      String until = safe.textUntil();
      lines.add(from == null || until == null ? "" : words.say("report.send.hours", from, until));
    }
    lines.add(who.safeWords().strip());
    return who.known() ? together(lines) : words.say("report.send.nobody");
  }

  private static String together(List<String> lines) {
    return String.join("\n", lines.stream().filter(line -> !line.isBlank()).toList());
  }
}
