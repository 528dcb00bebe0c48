package vn.tinbao.mobile.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** The app's fonts and styles, bundled: nothing depends on what the phone has. */
public final class Look {
  private static final List<String> FONTS =
      List.of("BeVietnamPro-Regular.ttf", "BeVietnamPro-SemiBold.ttf", "BeVietnamPro-Bold.ttf");
  private static final double USUAL_SIZE = 16;

  private Look() {}

  /** A scene of that size that looks like the app. */
  public static Scene scene(Parent root, double width, double height) {
    Application.setUserAgentStylesheet("/atlantafx/base/theme/primer-light.css");
    FONTS.forEach(Look::load);
    Scene scene = new Scene(root, width, height);
    scene.getStylesheets().add("/vn/tinbao/mobile/mobile.css");
    return scene;
  }

  private static void load(String font) {
    try (InputStream in = Look.class.getResourceAsStream("/vn/tinbao/mobile/font/" + font)) {
      if (in == null || Font.loadFont(in, USUAL_SIZE) == null) {
        throw new IllegalStateException("the app was built without its font " + font);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
