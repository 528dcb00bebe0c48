package vn.tinbao.mobile.citizen;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.net.wire.FileDoc;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.FileSize;
import vn.tinbao.mobile.text.Words;

/** The files of one tip: those with the server, those on their way and how far they are. */
final class FilesOfTip extends VBox {
  private static final int WHOLE = 100;

  private final Words words;
  private final TipBook tips;
  private final CitizenScreens screens;
  private final String tipId;

  FilesOfTip(CitizenScreens screens, String tipId) {
    this.words = screens.words();
    this.tips = screens.tips();
    this.screens = screens;
    this.tipId = tipId;
    setId("tip-files");
    getStyleClass().add("list");
    Set<String> onTheWay = new HashSet<>();
    List<AttachedFile> outgoing = tips.files().outgoing(tipId);
    outgoing.forEach(file -> onTheWay.add(file.id()));
    List<FileDoc> there = tips.find(tipId).map(ReceivedTip::files).orElse(List.of());
    int number = 0;
    for (FileDoc file : there) {
      if (file.given()) {
        getChildren().add(given(file, ++number));
      } else if (!onTheWay.contains(file.id())) {
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

  /** Numbered, never by its name: what an agency calls a file may tell what it is about. */
  private VBox given(FileDoc file, int number) {
    String id = file.id();
    VBox card =
        Pieces.card(
            Pieces.text(
                words.say("files.given.name", number) + " · " + FileSize.of(file.length()),
                "strong"),
            Pieces.named("file-" + id, words.say(state(file)), "note"));
    if (tips.given().here(file)) {
      card.getChildren()
          .add(
              Pieces.equally(
                  Pieces.secondary("file-open-" + id, words.say("files.open"), () -> open(file)),
                  Pieces.quiet(
                      "file-delete-" + id,
                      words.say("files.off.phone"),
                      () -> tips.given().delete(file))));
    } else if (tips.given().fetching(file)) {
      card.getChildren().add(Pieces.note(words.say("files.fetching", tips.given().percent(file))));
    } else {
      card.getChildren()
          .add(Pieces.secondary("file-fetch-" + id, words.say("files.fetch"), () -> fetch(file)));
    }
    return card;
  }

  private String state(FileDoc file) {
    return tips.given().here(file) ? "files.given.here" : "files.given";
  }

  private void fetch(FileDoc file) {
    screens
        .background()
        .run(
            () -> tips.fetch(tipId, file),
            end -> {
              if (end != GivenFiles.End.HERE && end != GivenFiles.End.BUSY) {
                screens.app().message(words.say("files.fetch." + end));
              }
            });
  }

  private void open(FileDoc file) {
    if (file.picture()) {
      screens.openPicture(file);
    } else {
      screens
          .background()
          .run(
              () -> {
                try {
                  return screens.opened().show(file.name(), tips.given().open(file));
                } catch (IOException | VaultException unreadable) {
                  return false;
                }
              },
              shown -> {
                if (!shown) {
                  screens.app().message(words.say("files.cannot.open"));
                }
              });
    }
  }

  private VBox arrived(FileDoc file) {
    String state = words.say(file.complete() ? "files.with.agency" : "files.in.part");
    return Pieces.card(
        Pieces.text(file.name() + " · " + FileSize.of(file.length()), "strong"),
        Pieces.named("file-" + file.id(), state, "note"));
  }
}
