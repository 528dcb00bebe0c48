package vn.tinbao.mobile.text;

import java.util.Arrays;
import java.util.Optional;

/** The languages of the app; Vietnamese unless a person chose otherwise. */
public enum Language {
  VI("vi"),
  EN("en");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** As in {@code Accept-Language}. */
  public String code() {
    return code;
  }

  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }
}
