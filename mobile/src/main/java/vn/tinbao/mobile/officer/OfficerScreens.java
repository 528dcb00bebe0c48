package vn.tinbao.mobile.officer;

import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.Background;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Words;

/** Opens the officer's screens and gives each what it needs. */
public record OfficerScreens(
    AppManager app, Words words, Duty duty, Device device, Background background) {

  /** The tasks when somebody is signed in, else the way to sign in. */
  public void open() {
    app.openFromHome(this::front);
  }

  private View front() {
    return duty.officer().isPresent() ? new TasksView(this) : new SignInView(this);
  }

  void signInAgain() {
    app.open(() -> new SignInView(this));
  }

  void openTask(String id) {
    app.open(() -> new TaskView(this, id));
  }

  void openNote(String taskId, TaskAction action) {
    app.open(() -> new NoteView(this, taskId, action));
  }
}
