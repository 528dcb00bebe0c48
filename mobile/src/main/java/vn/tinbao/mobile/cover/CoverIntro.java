package vn.tinbao.mobile.cover;

import javafx.scene.layout.VBox;
import vn.tinbao.mobile.shell.HoldButton;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** What is shown once, before there is anything to hide: how to come in. Names nothing. */
public final class CoverIntro extends VBox {
  public CoverIntro(Words words, Runnable understood) {
    getStyleClass().addAll("app", "cover", "start-trouble");
    getChildren()
        .addAll(
            Pieces.heading(words.say("cover.intro")),
            Pieces.lead(words.say("cover.how", Math.round(HoldButton.HOLD.toSeconds()))),
            Pieces.text(words.say("cover.outside"), "who-sees"),
            Pieces.primary("cover-understood", words.say("cover.understood"), understood));
  }
}
