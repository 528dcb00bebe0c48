package vn.tinbao.server.routing;

import java.util.List;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

/** By which legal way a tip goes; the names are those of the competence rules. */
enum Procedure {
  /** Report of a crime: only investigating bodies resolve it (BLTTHS art. 145). */
  CRIME_REPORT,

  /**
   * Somebody is about to be taken over the border within hours: who stands there acts first. Where
   * no border post is known it is any report of a crime.
   */
  BORDER,

  /**
   * Support for someone who came back or is being identified as a victim (law 53/2024, art. 27).
   */
  VICTIM_SUPPORT,

  /** A child at serious risk: beside the police, the commune's chair acts (NĐ 56/2017, art. 26). */
  CHILD_IN_DANGER,

  /** Somebody asks: never a matter for the police. */
  ADVICE;

  private static final int URGENT = 4;
  private static final int OVER = 2;

  /** The way of this tip; danger makes every tip a report of a crime. */
  static Procedure of(RoutingQuestion question) {
    if (isUrgent(question)) {
      return question.crossingAtHand() ? BORDER : CRIME_REPORT;
    }
    List<Category> categories = question.categories();
    Category strongest = categories.isEmpty() ? Category.OTHER_CRIME : categories.get(0);
    boolean trafficking = categories.stream().anyMatch(Procedure::isTrafficking);
    boolean wantsSupport =
        strongest == Category.SUPPORT_REQUEST
            || (question.kind() == Kind.HELP && categories.contains(Category.SUPPORT_REQUEST));
    boolean helpAfterwards = question.kind() == Kind.HELP && question.urgency() <= OVER;
    if ((wantsSupport && !trafficking) || helpAfterwards) {
      return VICTIM_SUPPORT;
    }
    if (question.kind() == Kind.ADVICE || (strongest == Category.ADVICE && !trafficking)) {
      return ADVICE;
    }
    return CRIME_REPORT;
  }

  /** Whether it is about a crime, which only investigating bodies resolve. */
  boolean isCrime() {
    return this != VICTIM_SUPPORT && this != ADVICE;
  }

  /** Procedures whose rules are asked, one after the other. */
  List<Procedure> inOrder() {
    return this == BORDER ? List.of(BORDER, CRIME_REPORT) : List.of(this);
  }

  /** Whether the commune's chair must act beside the police. */
  static boolean endangersChild(RoutingQuestion question) {
    return question.child() && isUrgent(question);
  }

  static boolean isUrgent(RoutingQuestion question) {
    return question.immediateDanger() || question.urgency() >= URGENT;
  }

  /** Which deadlines run. */
  DeadlineProfile profile(RoutingQuestion question) {
    if (endangersChild(question)) {
      return DeadlineProfile.CHILD_IN_DANGER;
    }
    return switch (this) {
      case VICTIM_SUPPORT -> DeadlineProfile.VICTIM_SUPPORT;
      case ADVICE -> DeadlineProfile.ADVICE;
      case CRIME_REPORT, BORDER, CHILD_IN_DANGER ->
          question.categories().stream().anyMatch(Procedure::isTrafficking)
              ? DeadlineProfile.TRAFFICKING_SUSPECTED
              : DeadlineProfile.OTHER_REPORT;
    };
  }

  private static boolean isTrafficking(Category category) {
    return switch (category) {
      case OTHER_CRIME, SUPPORT_REQUEST, ADVICE, UNRELATED -> false;
      default -> true;
    };
  }
}
