package vn.tinbao.mobile.officer;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import vn.tinbao.mobile.net.wire.OfficerName;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Words;

/** Signing in with name, password and the code of the second factor. */
final class SignInView extends View {
  private static final int MOST_CHARACTERS = 100;

  private final OfficerScreens screens;
  private final Words words;
  private final TextField username;
  private final PasswordField password = new PasswordField();
  private final TextField totp;
  private final Label problem = Pieces.named("sign-in-problem", "", "problem");
  private final Button signIn;

  SignInView(OfficerScreens screens) {
    super(screens.words().say("sign.in.title"));
    this.screens = screens;
    this.words = screens.words();
    username = Pieces.field("sign-in-username", "", "", MOST_CHARACTERS);
    password.setId("sign-in-password");
    password.getStyleClass().add("touch");
    totp = Pieces.field("sign-in-totp", words.say("sign.in.totp.prompt"), "", MOST_CHARACTERS);
    signIn = Pieces.primary("sign-in", words.say("sign.in"), this::signIn);
    Pieces.show(problem, false);
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say("sign.in.heading")),
            Pieces.lead(words.say("sign.in.lead")),
            Pieces.labelled(words.say("sign.in.username"), username),
            Pieces.labelled(words.say("sign.in.password"), password),
            Pieces.labelled(words.say("sign.in.totp"), totp),
            problem,
            signIn,
            Pieces.note(words.say("sign.in.kept")));
    if (screens.life().erasedByOrder()) {
      body()
          .getChildren()
          .add(0, Pieces.named("sign-in-erased", words.say("sign.in.erased"), "saved-here"));
    }
    screens.life().duty().flatMap(Duty::officer).ifPresent(this::remember);
  }

  @Override
  protected boolean hasQuickExit() {
    return false;
  }

  private void remember(OfficerName officer) {
    body()
        .getChildren()
        .add(1, Pieces.text(words.say("sign.in.again", officer.name()), "saved-here"));
    body()
        .getChildren()
        .add(
            new Confirm(
                "sign-out",
                new Confirm.Texts(
                    words.say("sign.out.purge"),
                    () -> words.say("sign.out.question", screens.duty().unsent()),
                    words.say("sign.out.yes"),
                    words.say("no")),
                () -> {
                  screens.life().signOut();
                  screens.open();
                }));
  }

  private void signIn() {
    signIn.setDisable(true);
    Pieces.show(problem, false);
    String name = username.getText();
    String secret = password.getText();
    String code = totp.getText();
    screens.background().run(() -> screens.life().signIn(name, secret, code), this::answered);
  }

  private void answered(SignInResult result) {
    signIn.setDisable(false);
    totp.clear();
    if (result instanceof SignInResult.Welcome || result instanceof SignInResult.ChoosePin) {
      password.clear();
      screens.open();
    } else if (result instanceof SignInResult.Wrong wrong) {
      say(wrong.sentence().isBlank() ? words.say("refused") : wrong.sentence());
    } else if (result instanceof SignInResult.NotNow later) {
      String sentence = later.sentence();
      say(sentence == null ? words.say("trouble.offline") : sentence);
    } else if (result instanceof SignInResult.SomebodyElse other) {
      say(words.say("sign.in.somebody.else", other.name()));
    }
  }

  private void say(String sentence) {
    problem.setText(sentence);
    Pieces.show(problem, true);
  }
}
