package vn.tinbao.server.console.catalogue;

import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.web.Ui;

/**
 * What is wrong with a form that was sent.
 *
 * @param field its name; empty when it is not about one field
 */
public record Wrong(String field, String sentence) {

  static Wrong of(CatalogueMistake mistake, Ui ui) {
    return new Wrong(mistake.field(), ui.t(mistake.key(), mistake.arguments()));
  }

  /** The sentence when it is about this field of the form, null otherwise. */
  public static @Nullable String with(@Nullable Wrong wrong, String field) {
    return wrong != null && wrong.field().equals(field) ? wrong.sentence() : null;
  }
}
