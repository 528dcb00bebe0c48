package vn.tinbao.server.catalogue;

/** Hears how far a long work has come. Called on the working thread; must be quick. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (step, done, total) -> {};

  /**
   * @param step what is being done, a few words
   * @param done of {@code total}; 0 when the step begins
   * @param total 0 when it is not known
   */
  void at(String step, long done, long total);
}
