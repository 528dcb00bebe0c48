package vn.tinbao.mobile.officer;

import java.util.List;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.StaffNotice;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.store.VaultException;

/** All calls to duty and reminders that are on this phone. */
final class NoticesView extends OfficerView {
  private final VBox list = Pieces.box("list");

  NoticesView(OfficerScreens screens) {
    super(screens, screens.words().say("notices.title"));
    list.setId("notices");
    body().getChildren().addAll(list, Pieces.note(words().say("notices.kept")));
    fill();
  }

  @Override
  protected boolean showsNews() {
    return true;
  }

  @Override
  protected void shown() {
    super.shown();
    screens().app().clearBanner();
    redrawOnChange(this::fill);
    duty().sync();
  }

  private void fill() {
    List<StaffNotice> all = duty().notices().all();
    list.getChildren().setAll(all.stream().map(notice -> card(screens(), notice)).toList());
    if (all.isEmpty()) {
      list.getChildren().add(Pieces.lead(words().say("notices.none")));
    }
  }

  /** One of them, on whichever screen. */
  static NoticeCard card(OfficerScreens screens, StaffNotice notice) {
    Notices notices = screens.duty().notices();
    return new NoticeCard(
        notice,
        notices.untold(notice),
        screens.words(),
        () -> {
          try {
            notices.read(notice);
          } catch (VaultException full) {
            screens.app().message(screens.words().say("trouble.storage"));
          }
        });
  }
}
