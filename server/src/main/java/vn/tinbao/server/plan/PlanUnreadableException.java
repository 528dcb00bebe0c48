package vn.tinbao.server.plan;

import java.util.List;

/** The file of a plan is wrong; says where and why, all of it at once. Nothing was imported. */
public final class PlanUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never sent anywhere
  private final List<PlanMistake> mistakes;

  PlanUnreadableException(String name, List<PlanMistake> mistakes) {
    super(name + ": " + mistakes.get(0).text());
    this.mistakes = List.copyOf(mistakes);
  }

  /** At least one, in the order of the file. */
  public List<PlanMistake> mistakes() {
    return mistakes;
  }
}
