package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood.Kind;
import vn.tinbao.server.understanding.WordWeights.Opinion;

/**
 * What signs and words say together: the signs have a vote of fixed weight beside the likelihoods
 * that the words give, more when they speak plainly than when they were only what is left. A text
 * whose signs say that something happens now is never dismissed because of its words.
 */
record Consensus(Kind kind, List<Category> categories) {
  // Chosen on messages of an author whose words neither the lexicon nor the weights know.
  private static final double PLAIN_SIGNS = 0.25;
  private static final double WHAT_IS_LEFT = 0.05;
  private static final double KIND = 0.3;

  /** From this likelihood on a crime is urgent for its words alone. */
  private static final double URGENT = 0.6;

  /** The same when signs say that it is over. */
  private static final double URGENT_THOUGH_OVER = 0.85;

  /** So likely must it be that nothing happened where a sign speaks of a crime. */
  private static final double SURELY = 0.5;

  private static final int HELD_OR_MOVED = 4;

  /** So many known rows of words give their opinion half its weight: three words say little. */
  private static final double HALF_SURE = 12;

  /**
   * Brings both together.
   *
   * @param categories what the signs say, strongest first
   * @param plain whether signs speak for the first of them
   * @param happens whether signs say that it happens now
   * @param asked whether signs say that something is asked
   * @param child whether a person under 18 is concerned
   * @param words null when no word is known
   */
  static Consensus of(
      Kind kind,
      List<Category> categories,
      boolean plain,
      boolean happens,
      boolean asked,
      boolean child,
      @Nullable Opinion words) {
    if (words == null) {
      return new Consensus(kind, categories);
    }
    double sure = words.found().size() / (words.found().size() + HALF_SURE);
    Category said = categories.get(0);
    Category first = said;
    double most = -1;
    double surely = plain && isCrime(said) && !asked ? SURELY : 0;
    for (Category category : Category.values()) {
      double vote = category != said ? 0 : plain || happens ? PLAIN_SIGNS : WHAT_IS_LEFT;
      double share = words.of(category) * sure + vote;
      if (share > most
          && mayBeFirst(category, said, happens, words.of(category) * sure >= surely)) {
        most = share;
        first = category;
      }
    }
    return new Consensus(
        kind(kind, first, words, sure),
        first == said ? categories : with(first, categories, child));
  }

  private static boolean mayBeFirst(
      Category category, Category said, boolean happens, boolean surely) {
    boolean dismisses = category == Category.UNRELATED || category == Category.ADVICE;
    return category == said || (category != Category.CHILD && (!dismisses || (surely && !happens)));
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

  private static Kind kind(Kind said, Category first, Opinion words, double sure) {
    Kind best = said;
    double most = -1;
    for (Kind kind : Kind.values()) {
      double share = words.of(kind) * sure + (kind == said ? KIND : 0);
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

  private static boolean isCrime(Category category) {
    return switch (category) {
      case SUPPORT_REQUEST, ADVICE, UNRELATED -> false;
      default -> true;
    };
  }

  /**
   * The urgency that the signs give, raised when the words alone tell of somebody held or moved.
   *
   * @param because the sign that stands for the words
   */
  Urgency urgency(Urgency signs, @Nullable Opinion words, boolean over, @Nullable SignHit because) {
    boolean raise =
        words != null
            && signs.level() < HELD_OR_MOVED
            && isCrime(categories.get(0))
            && words.urgent() >= (over ? URGENT_THOUGH_OVER : URGENT);
    return raise ? new Urgency(HELD_OR_MOVED, because) : signs;
  }
}
