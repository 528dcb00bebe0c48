package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.SignGroup.Says;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * How urgent a text is, and because of which sign.
 *
 * <p>What is over is not urgent, unless someone calls for help; what only would happen to whoever
 * disobeys is less than what happens now; a departure within hours outweighs all that.
 *
 * @param level 1…5
 * @param cause null when nothing in particular
 */
record Urgency(int level, @Nullable SignHit cause) {
  private static final int WITHIN_HOURS = 5;
  private static final int HELD_OR_MOVED = 4;
  private static final int ONGOING = 3;
  private static final int PAST_OR_SUSPECTED = 2;
  private static final int NOT_URGENT = 1;

  /** So near must a word of going stand to a time word to belong to it. */
  private static final int GOING_REACH = 12;

  /** So far before a threat may stand who it is for: "đứa nào bỏ trốn thì bị đánh". */
  private static final int CONDITION_REACH = 10;

  private static final int FIRST_YEAR_READ_AS_PAST = 1990;

  /** Reads the urgency of one text. */
  static final class Reader {
    private final Lexicon lexicon;
    private final Reading reading;
    private final List<SignHit> hits;
    private final Set<Says> said;
    private final Routes routes;
    private final LocalDate day;
    private int level;
    private @Nullable SignHit cause;

    /** Words that make a threat conditional, in the order of the text; null until asked for. */
    private SignHit @Nullable [] conditions;

    private int longestCondition;

    Reader(
        Lexicon lexicon,
        Reading reading,
        List<SignHit> hits,
        Set<Says> said,
        Scores scores,
        Routes routes,
        LocalDate day) {
      this.lexicon = lexicon;
      this.reading = reading;
      this.hits = hits;
      this.said = said;
      this.routes = routes;
      this.day = day;
      this.level = scores.urgency();
      this.cause = scores.urgencyBecause();
    }

    Urgency read(Kind kind, List<Category> categories, boolean child, @Nullable SignHit departure) {
      if (kind == Kind.UNRELATED) {
        return new Urgency(NOT_URGENT, null);
      }
      boolean trafficking = categories.get(0).ordinal() <= Category.CHILD.ordinal();
      boolean crime = trafficking || categories.get(0) == Category.OTHER_CRIME;
      for (SignHit hit : hits) {
        if (hit.counts() && mostOf(hit) > level) {
          raise(isConditional(hit) ? ONGOING : hit.group().urgency(), hit);
        }
      }
      boolean leaves = departure != null && crime && kind != Kind.ADVICE;
      if (departure != null && leaves) {
        raise(abroadToCome() ? WITHIN_HOURS : HELD_OR_MOVED, departure);
      }
      boolean lostChild = child && categories.contains(Category.MISSING_PERSON);
      if (lostChild) {
        hits.stream()
            .filter(h -> h.counts() && h.group().votes().containsKey(Category.MISSING_PERSON))
            .findFirst()
            .ifPresent(h -> raise(HELD_OR_MOVED, h));
      }
      boolean over = isOver() && !leaves && !lostChild;
      if (over) {
        level = Math.min(level, PAST_OR_SUSPECTED);
      } else if (trafficking) {
        level = Math.max(level, ONGOING);
      }
      if (level == ONGOING && said.contains(Says.SUSPICION)) {
        level = PAST_OR_SUSPECTED;
      }
      boolean support = categories.get(0) == Category.SUPPORT_REQUEST;
      if (support) {
        level = Math.min(Math.max(level, PAST_OR_SUSPECTED), PAST_OR_SUSPECTED);
      } else if (!crime || (kind == Kind.ADVICE && level < HELD_OR_MOVED)) {
        level = NOT_URGENT;
      }
      int lowest = crime && kind != Kind.ADVICE ? PAST_OR_SUSPECTED : NOT_URGENT;
      return new Urgency(Math.max(level, lowest), cause);
    }

    /** What it can raise to, whether it is conditional or not. */
    private static int mostOf(SignHit hit) {
      int urgency = hit.group().urgency();
      return urgency > 0 && hit.says(Says.THREAT) ? Math.max(urgency, ONGOING) : urgency;
    }

    private void raise(int to, SignHit by) {
      if (to > level) {
        level = to;
        cause = by;
      }
    }

    /** A threat for whoever disobeys: the condition stands before it in the same sentence. */
    private boolean isConditional(SignHit hit) {
      if (!hit.says(Says.THREAT)) {
        return false;
      }
      SignHit[] all = conditions == null ? findConditions() : conditions;
      for (int i = firstFrom(all, hit.from()) - 1;
          i >= 0 && hit.from() - all[i].from() <= CONDITION_REACH + longestCondition;
          i--) {
        if (hit.from() - all[i].to() <= CONDITION_REACH && !newSentence(all[i].to(), hit.from())) {
          return true;
        }
      }
      return false;
    }

    private SignHit[] findConditions() {
      int condition = lexicon.condition().index();
      SignHit[] found =
          hits.stream()
              .filter(hit -> hit.group().index() == condition)
              .sorted(Comparator.comparingInt(SignHit::from))
              .toArray(SignHit[]::new);
      for (SignHit hit : found) {
        longestCondition = Math.max(longestCondition, hit.to() - hit.from());
      }
      conditions = found;
      return found;
    }

    /** Index of the first that begins at this word or later. */
    private static int firstFrom(SignHit[] all, int word) {
      int low = 0;
      int high = all.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (all[middle].from() < word) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private boolean newSentence(int from, int to) {
      for (int at = from; at <= to; at++) {
        if (at > 0
            && reading.word(at) != reading.word(at - 1)
            && reading.words().before(reading.word(at)) == Words.SENTENCE) {
          return true;
        }
      }
      return false;
    }

    /** Whether a border is still to be crossed. */
    boolean abroadToCome() {
      return said.contains(Says.CROSSING) || (routes.foreign() != null && !routes.alreadyAbroad());
    }

    /** The time word that says that someone is about to go, null when nothing does. */
    @Nullable SignHit departure(boolean people) {
      for (SignHit hit : hits) {
        if (hit.says(Says.IMMINENT) && (people || abroadToCome()) && goesNear(hit)) {
          return hit;
        }
      }
      return null;
    }

    private boolean goesNear(SignHit time) {
      WordSet moves = lexicon.grammar().moves();
      int from = Math.max(0, time.from() - GOING_REACH);
      int to = Math.min(reading.count(), time.to() + GOING_REACH);
      for (int at = from; at < to; at++) {
        if (reading.isOneOf(at, moves)) {
          return true;
        }
      }
      return false;
    }

    boolean isOver() {
      return (said.contains(Says.PAST) || namesPastYear())
          && !said.contains(Says.PRESENT)
          && !said.contains(Says.RESCUE);
    }

    private boolean namesPastYear() {
      Words words = reading.words();
      for (int word = 1; word < words.count(); word++) {
        int number = words.number(word);
        if (number >= FIRST_YEAR_READ_AS_PAST
            && number < day.getYear() - 1
            && lexicon.yearWord().has(words, word - 1)
            && !lexicon.bornWord().has(words, word - 2)) {
          return true;
        }
      }
      return false;
    }
  }
}
