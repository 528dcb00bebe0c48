package vn.tinbao.mobile.citizen;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.net.wire.FileDoc;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** The files of one tip: those with the server, those on their way and how far they are. */
final class FilesOfTip extends VBox {
  private static final int WHOLE = 100;

  private final Words words;
  private final TipBook tips;

  FilesOfTip(CitizenScreens screens, String tipId) {
    this.words = screens.words();
    this.tips = screens.tips();
    setId("tip-files");
    getStyleClass().add("list");
    Set<String> onTheWay = new HashSet<>();
    List<AttachedFile> outgoing = tips.files().outgoing(tipId);
    outgoing.forEach(file -> onTheWay.add(file.id()));
    List<FileDoc> there = tips.find(tipId).map(ReceivedTip::files).orElse(List.of());
    for (FileDoc file : there) {
      if (!onTheWay.contains(file.id())) {
        getChildren().add(arrived(file));
      }
    }
    outgoing.forEach(file -> getChildren().add(outgoing(file)));
    Pieces.show(this, !getChildren().isEmpty());
  }

  private VBox outgoing(AttachedFile file) {
    Optional<String> refusal = tips.files().refusal(file.id());
    VBox card = Pieces.card(Pieces.text(FileWords.line(words, file), "strong"));
    if (refusal.isPresent()) {
      String why = refusal.get().isBlank() ? words.say("refused") : refusal.get();
      card.getChildren()
          .addAll(
              Pieces.named("file-refusal-" + file.id(), why, "problem"),
              Pieces.quiet(
                  "file-drop-" + file.id(),
                  words.say("files.remove"),
                  () -> tips.files().drop(List.of(file))));
    } else {
      long percent = tips.files().arrived(file.id()) * WHOLE / file.length();
      card.getChildren()
          .add(
              Pieces.named(
                  "file-" + file.id(), words.say("files.on.the.way", percent), "saved-here"));
    }
    return card;
  }

  private VBox arrived(FileDoc file) {
    String state = words.say(file.complete() ? "files.with.agency" : "files.in.part");
    return Pieces.card(
        Pieces.text(file.name() + " · " + FileWords.size(file.length()), "strong"),
        Pieces.named("file-" + file.id(), state, "note"));
  }
}
