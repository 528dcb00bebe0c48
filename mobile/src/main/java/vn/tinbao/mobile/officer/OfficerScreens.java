package vn.tinbao.mobile.officer;

import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Maps;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.Background;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Words;

/** Opens the officer's screens and gives each what it needs. */
public record OfficerScreens(
    AppManager app,
    Words words,
    OfficerLife life,
    Device device,
    Maps maps,
    Background background) {

  /** The tasks, or what stands before them: sign-in, PIN. */
  public void open() {
    life.lockIfIdle();
    app.openFromHome(this::front);
  }

  private View front() {
    return switch (life.gate()) {
      case SIGN_IN -> new SignInView(this);
      case CHOOSE_PIN -> new NewPinView(this);
      case PIN -> new PinView(this);
      case OPEN -> new TasksView(this);
    };
  }

  /** Of the officer whose screens are open. */
  Duty duty() {
    return life.duty().orElseThrow();
  }

  void signInAgain() {
    app.open(() -> new SignInView(this));
  }

  void openTask(String id) {
    app.open(() -> ifOpen(() -> new TaskView(this, id)));
  }

  void openNotices() {
    app.open(() -> ifOpen(() -> new NoticesView(this)));
  }

  void openNote(String taskId, TaskAction action) {
    app.open(() -> ifOpen(() -> new NoteView(this, taskId, action)));
  }

  void openReport(String taskId) {
    app.open(() -> ifOpen(() -> new ReportView(this, taskId)));
  }

  void openScreening(String taskId) {
    app.open(() -> ifOpen(() -> new ScreeningView(this, taskId)));
  }

  void openChoice(String taskId) {
    app.open(() -> ifOpen(() -> new ChoiceView(this, taskId)));
  }

  /** Going back must not lead behind the PIN. */
  private View ifOpen(java.util.function.Supplier<View> view) {
    return life.gate() == OfficerLife.Gate.OPEN ? view.get() : front();
  }
}
