package vn.tinbao.mobile.capture;

import org.jspecify.annotations.Nullable;

/**
 * What a file is taken for: a draft, a tip, a report from the field.
 *
 * @param id of that thing
 * @param code what is needed besides to hand the file on when the thing itself is not kept here, a
 *     receipt code for example; null when nothing is
 */
public record Whose(String id, @Nullable String code) {
  /** Whatever the id leads to has all that is needed. */
  public static Whose of(String id) {
    return new Whose(id, null);
  }

  /** Never the code. */
  @Override
  public String toString() {
    return "Whose[" + id + "]";
  }
}
