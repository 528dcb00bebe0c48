package vn.tinbao.server.understanding;

/**
 * A sign found in a text.
 *
 * @param from first word of the reading
 * @param to the word after the last
 * @param negated whether the text says that it is not so
 */
record SignHit(SignGroup group, int from, int to, boolean negated) {

  boolean counts() {
    return !negated;
  }

  boolean says(SignGroup.Says what) {
    return !negated && group.says(what);
  }

  SignHit asNegated() {
    return new SignHit(group, from, to, true);
  }
}
