package vn.tinbao.mobile.cover;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.HoldButton;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.Pins;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/**
 * A notes pad to write into, to search and to delete from. Whoever holds a finger on its title for
 * two seconds knocks, with whatever stands in the field; nothing on the screen says so, and when
 * nobody opens nothing is to be seen of it either. Methods belong to the screen thread.
 */
public final class NotesCover implements AutoCloseable {
  private final Words words;
  private final Clock clock;
  private final Door door;
  private final Notebook notebook;
  private final BorderPane root = new BorderPane();
  private final TextField field;
  private final VBox list = Pieces.box("list");
  private @Nullable Note open;

  /** What is behind the cover. */
  @FunctionalInterface
  public interface Door {
    /**
     * Somebody knocked.
     *
     * @param typed what stands in the field, perhaps a PIN
     * @return whether that was meant for the door; then it does not stay in the field
     */
    boolean knock(String typed);
  }

  /**
   * @param directory of the notes alone
   */
  public NotesCover(Words words, Path directory, Clock clock, Door door) {
    this.words = words;
    this.clock = clock;
    this.door = door;
    this.notebook = new Notebook(directory, clock);
    this.field = Pieces.field("cover-field", "", "", Notebook.MOST_CHARACTERS);
    field.textProperty().addListener((text, before, now) -> fill());
    field.setOnAction(event -> entered());
    root.setId("cover");
    root.getStyleClass().addAll("app", "cover");
    showList();
  }

  /** Whether notes were ever kept there: then a person has seen how to come in. */
  public static boolean exists(Path directory) {
    return Notebook.exists(directory);
  }

  public Parent root() {
    return root;
  }

  /** As when the pad is opened: the list, nothing typed. */
  public void fresh() {
    field.clear();
    showList();
  }

  /** One step back: from a note to the list. */
  public void back() {
    if (open != null) {
      showList();
    }
  }

  private void showList() {
    leaveNote();
    HoldButton title =
        new HoldButton("cover-title", words.say("cover.title"), () -> {}, this::knock);
    title.getStyleClass().addAll("touch", "cover-title");
    title.setFocusTraversable(false);
    field.setPromptText(words.say("cover.prompt"));
    Button add = Pieces.button("cover-add", words.say("cover.add"), this::add, "cover-action");
    add.setMinWidth(Region.USE_PREF_SIZE);
    root.setTop(bar(title));
    root.setCenter(scroll(Pieces.row(field, add), list));
    fill();
    Platform.runLater(list::requestFocus);
  }

  private void fill() {
    String looked = field.getText().strip();
    List<Note> found = notebook.all().stream().filter(note -> note.has(looked)).toList();
    list.getChildren().clear();
    if (found.isEmpty()) {
      list.getChildren()
          .add(Pieces.lead(words.say(looked.isEmpty() ? "cover.empty" : "cover.none")));
    }
    for (Note note : found) {
      Button line = Pieces.button("cover-note-" + note.id(), "", () -> show(note), "list-entry");
      line.setGraphic(
          Pieces.box(
              "big-words",
              Pieces.text(shortened(note.title()), "strong"),
              Pieces.text(Times.brief(note.changed(), clock.instant()), "note")));
      line.setAccessibleText(note.title());
      list.getChildren().add(line);
    }
  }

  private static String shortened(String title) {
    int most = 80;
    return title.codePointCount(0, title.length()) <= most
        ? title
        : title.substring(0, title.offsetByCodePoints(0, most)) + "…";
  }

  private void knock() {
    if (door.knock(field.getText())) {
      field.clear();
    }
  }

  /** Whoever types a PIN is used to end it with Enter: that must not write it down. */
  private void entered() {
    if (!Pins.canBeOne(field.getText().strip())) {
      add();
    }
  }

  private void add() {
    String text = field.getText().strip();
    if (text.isEmpty() || notebook.full()) {
      return;
    }
    field.clear();
    show(notebook.add(text));
  }

  private void show(Note note) {
    open = note;
    Button back = Pieces.button("cover-back", "", this::showList, "bar-button");
    back.setGraphic(Pieces.icon("icon-back"));
    back.setAccessibleText(words.say("bar.back"));
    back.setMaxWidth(Region.USE_PREF_SIZE);
    TextArea text = Pieces.area("cover-text", "", note.text(), 12, Notebook.MOST_CHARACTERS);
    text.textProperty()
        .addListener(
            (value, before, now) -> {
              if (open != null) {
                open = notebook.rewrite(open, now);
              }
            });
    root.setTop(bar(back, Pieces.text(words.say("cover.note"), "cover-title")));
    root.setCenter(
        scroll(
            text,
            new Confirm(
                "cover-delete",
                new Confirm.Texts(
                    words.say("cover.delete"),
                    () -> words.say("cover.delete.question"),
                    words.say("cover.delete"),
                    words.say("no")),
                this::remove)));
  }

  private void remove() {
    Note note = open;
    if (note != null) {
      try {
        notebook.remove(note);
      } catch (VaultException stays) {
        // It is in the list again after a start.
      }
      open = null;
      showList();
    }
  }

  /** A note without a word is none. */
  private void leaveNote() {
    Note note = open;
    open = null;
    if (note != null && note.text().isBlank()) {
      open = note;
      remove();
    }
  }

  private static HBox bar(javafx.scene.Node... children) {
    HBox bar = new HBox(children);
    bar.getStyleClass().addAll("app-bar", "cover-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(children[children.length - 1], Priority.ALWAYS);
    return bar;
  }

  private static ScrollPane scroll(javafx.scene.Node... children) {
    VBox body = Pieces.box("view-body", children);
    ScrollPane scroll = new ScrollPane(body);
    scroll.getStyleClass().add("view-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setPannable(true);
    return scroll;
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  public void flush() {
    notebook.flush();
  }

  @Override
  public void close() {
    notebook.close();
  }
}
