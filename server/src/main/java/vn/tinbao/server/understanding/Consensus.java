package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood.Kind;
import vn.tinbao.server.understanding.Weights.Opinion;

/**
 * What the rules of the signs and the weights of signs and words say together: the weights decide,
 * the rules have a small vote beside them, larger the fewer words are known. A text whose signs say
 * that something happens now is not dismissed for a small likelihood.
 */
record Consensus(Kind kind, List<Category> categories) {
  // Chosen on messages of authors that were left out when the weights were computed.
  private static final double VOTE = 0.01;
  private static final double URGENT_VOTE = 0.01;

  /** What the rules' vote gains where the weights know nothing of a text. */
  private static final double MORE = 0.4;

  /** The same for urgency. */
  private static final double MORE_URGENT = 0.02;

  /** So many known rows of words give their opinion half its weight: three words say little. */
  private static final double HALF_SURE = 6;

  /** From this likelihood on a crime is urgent: to be late costs more than to look in vain. */
  private static final double URGENT = 0.02;

  /** So likely must it be that nothing happened where a sign speaks of a crime. */
  private static final double SURELY = 0.3;

  /** The same where signs say that somebody is held or moved now. */
  private static final double SURELY_THOUGH_HELD = 0.8;

  /** So few known rows of words say nothing against somebody being held, nor against a denial. */
  static final int FEW_ROWS = 30;

  private static final int DANGER_TO_LIFE = 5;
  private static final int HELD_OR_MOVED = 4;
  private static final int ONGOING = 3;
  private static final int PAST_OR_SUSPECTED = 2;
  private static final int NOT_URGENT = 1;

  /**
   * Brings both together.
   *
   * @param categories what the signs say, strongest first
   * @param happens whether signs say that it happens now
   * @param held whether signs say that somebody is held or moved now
   * @param child whether a person under 18 is concerned
   */
  static Consensus of(
      Kind kind,
      List<Category> categories,
      boolean happens,
      boolean held,
      boolean child,
      Opinion opinion) {
    Category said = categories.get(0);
    Category first = said;
    double most = -1;
    double sure = sure(opinion);
    double vote = VOTE + MORE * (1 - sure);
    boolean heldForSure = held && opinion.rows() < FEW_ROWS;
    double surely = heldForSure ? 1 : held ? SURELY_THOUGH_HELD : SURELY;
    for (Category category : Category.values()) {
      double share = sure * opinion.of(category) + (category == said ? vote : 0);
      boolean dismisses = happens && !isCrime(category) && category != said;
      if (share > most && (!dismisses || share >= surely)) {
        most = share;
        first = category;
      }
    }
    return new Consensus(
        kind(kind, first, opinion), first == said ? categories : with(first, categories, child));
  }

  private static List<Category> with(Category first, List<Category> others, boolean child) {
    List<Category> all = new ArrayList<>();
    all.add(first);
    if (isCrime(first)) {
      for (Category other : others) {
        if (other != first && isCrime(other) && other != Category.OTHER_CRIME) {
          all.add(other);
        }
      }
      if (child && !all.contains(Category.CHILD)) {
        all.add(Category.CHILD);
      }
    }
    return List.copyOf(all);
  }

  private static Kind kind(Kind said, Category first, Opinion opinion) {
    Kind best = said;
    double most = -1;
    double sure = sure(opinion);
    double vote = VOTE + MORE * (1 - sure);
    for (Kind kind : Kind.values()) {
      double share = sure * opinion.of(kind) + (kind == said ? vote : 0);
      if (fits(kind, first) && share > most) {
        most = share;
        best = kind;
      }
    }
    return best;
  }

  private static boolean fits(Kind kind, Category first) {
    return switch (first) {
      case ADVICE -> kind == Kind.ADVICE;
      case UNRELATED -> kind == Kind.UNRELATED;
      case SUPPORT_REQUEST -> kind == Kind.HELP;
      default -> kind == Kind.REPORT || kind == Kind.HELP;
    };
  }

  /** Three known words say little: the fewer are known, the more the rules count. */
  private static double sure(Opinion opinion) {
    int rows = opinion.rows();
    return rows / (rows + HALF_SURE);
  }

  private static boolean isCrime(Category category) {
    return switch (category) {
      case SUPPORT_REQUEST, ADVICE, UNRELATED -> false;
      default -> true;
    };
  }

  /**
   * How urgent it is.
   *
   * @param signs what the rules of the signs say
   * @param doubted whether the signs say that it is over, or only suspected
   * @param words the words that speak most for urgency
   */
  Urgency urgency(
      Urgency signs, Opinion opinion, boolean doubted, Supplier<@Nullable SignHit> words) {
    Category first = categories.get(0);
    if (!isCrime(first)) {
      int level = first == Category.SUPPORT_REQUEST ? PAST_OR_SUSPECTED : NOT_URGENT;
      return new Urgency(level, level == signs.level() ? signs.cause() : null);
    }
    boolean signsUrgent = signs.level() >= HELD_OR_MOVED;
    double sure = sure(opinion);
    double share =
        sure * opinion.urgent() + (signsUrgent ? URGENT_VOTE + MORE_URGENT * (1 - sure) : 0);
    if (share >= URGENT) {
      boolean life =
          signs.level() == DANGER_TO_LIFE
              || opinion.level(DANGER_TO_LIFE) > opinion.level(HELD_OR_MOVED);
      int level = life ? DANGER_TO_LIFE : HELD_OR_MOVED;
      return new Urgency(level, signsUrgent ? signs.cause() : words.get());
    }
    double vote = VOTE + MORE * (1 - sure);
    double ongoing = sure * opinion.level(ONGOING) + (signs.level() == ONGOING ? vote : 0);
    double over =
        sure * opinion.level(PAST_OR_SUSPECTED) + (signs.level() == PAST_OR_SUSPECTED ? vote : 0);
    boolean past = doubted && signs.level() <= PAST_OR_SUSPECTED;
    int level = !past && ongoing >= over ? ONGOING : PAST_OR_SUSPECTED;
    return new Urgency(level, signsUrgent ? null : signs.cause());
  }
}
