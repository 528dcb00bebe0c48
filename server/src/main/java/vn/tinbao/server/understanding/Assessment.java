package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.SignGroup.Says;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * From the signs of a text to what it is about, how urgent it is and what its sender wants.
 *
 * <p>The purpose of exploitation wins over the lure; a weak sign counts only beside another; what
 * is asked is not reported; what is over is not urgent, unless someone calls for help.
 */
final class Assessment {
  /** Purposes of exploitation, the crimes that win over how people were lured. */
  private static final Set<Category> PURPOSES =
      EnumSet.of(
          Category.FORCED_LABOUR,
          Category.ONLINE_SCAM_LABOUR,
          Category.SEXUAL_EXPLOITATION,
          Category.FORCED_MARRIAGE,
          Category.ORGAN_REMOVAL,
          Category.SURROGACY_OR_INFANT,
          Category.FORCED_BEGGING,
          Category.FISHING_VESSEL);

  private static final int CROSSING_WITHIN_HOURS = 5;
  private static final int HELD_OR_MOVED = 4;
  private static final int ONGOING = 3;
  private static final int PAST_OR_SUSPECTED = 2;
  private static final int NOT_URGENT = 1;

  /** So near must a word of going stand to a time word to belong to it. */
  private static final int GOING_REACH = 10;

  private static final int FIRST_YEAR_READ_AS_PAST = 1990;

  private final Lexicon lexicon;
  private final Reading reading;
  private final List<SignHit> hits;
  private final Routes routes;
  private final AgeReader.Ages ages;
  private final LocalDate day;
  private final EnumSet<Says> said = EnumSet.noneOf(Says.class);
  private final Map<Category, Integer> strong = new EnumMap<>(Category.class);
  private final Map<Category, Integer> weak = new EnumMap<>(Category.class);
  private int weakGroups;
  private boolean evidence;

  /** The judgement; the urgency's cause is a row of words of the reading, −1 when there is none. */
  record Result(
      Kind kind,
      List<Category> categories,
      int urgency,
      int causeFrom,
      int causeTo,
      boolean child,
      boolean crossBorder,
      @Nullable String destination) {}

  private Assessment(
      Lexicon lexicon,
      Reading reading,
      List<SignHit> hits,
      Routes routes,
      AgeReader.Ages ages,
      LocalDate day) {
    this.lexicon = lexicon;
    this.reading = reading;
    this.hits = hits;
    this.routes = routes;
    this.ages = ages;
    this.day = day;
    count();
  }

  static Result of(
      Lexicon lexicon,
      Reading reading,
      List<SignHit> hits,
      Routes routes,
      AgeReader.Ages ages,
      LocalDate day) {
    return new Assessment(lexicon, reading, hits, routes, ages, day).judge();
  }

  private void count() {
    Set<SignGroup> weakSeen = new LinkedHashSet<>();
    for (SignHit hit : hits) {
      if (!hit.counts()) {
        continue;
      }
      SignGroup group = hit.group();
      said.addAll(group.says());
      if (group.category() == null) {
        evidence |= group.says(Says.MEANS) || group.says(Says.RESCUE);
        continue;
      }
      (group.weak() ? weak : strong).merge(group.category(), group.weight(), Integer::sum);
      if (group.weak()) {
        weakSeen.add(group);
      } else {
        evidence |= isCrime(group.category());
      }
    }
    weakGroups = weakSeen.size() + (routes.foreign() == null ? 0 : 1);
  }

  private static boolean isCrime(Category category) {
    return switch (category) {
      case SUPPORT_REQUEST, ADVICE, UNRELATED -> false;
      default -> true;
    };
  }

  private Result judge() {
    boolean unrelated = strong.containsKey(Category.UNRELATED);
    boolean wonders = said.contains(Says.WONDERS) && !evidence && !unrelated;
    boolean question = wonders || said.contains(Says.QUESTION);
    boolean serious =
        said.contains(Says.MEANS)
            || said.contains(Says.TRADING)
            || said.contains(Says.MOVING)
            || said.contains(Says.RESCUE)
            || strong.containsKey(Category.MISSING_PERSON);
    boolean child = isChild();
    boolean beside = evidence || child;
    boolean weakCounts =
        (beside || weakGroups > 1) && (serious || (!question && (evidence || !unrelated)));
    SignHit departure = departure();
    boolean departsAbroad =
        !question
            && ((departure != null && abroadToCome())
                || (child && routes.foreign() != null && !routes.alreadyAbroad()));
    List<Category> categories = crimes(weakCounts, child, departsAbroad);
    Kind kind = kind(question && !serious, unrelated && !serious, categories);
    if (categories.isEmpty()) {
      categories = List.of(withoutCrime(kind, question, unrelated));
    }
    Urgency urgency = urgency(kind, categories, child, departure);
    boolean crossBorder = routes.foreign() != null || said.contains(Says.CROSSING);
    return new Result(
        kind,
        categories,
        urgency.level,
        urgency.from,
        urgency.to,
        child,
        crossBorder,
        destination());
  }

  private boolean isChild() {
    return ages.childWord() >= 0
        || said.contains(Says.CHILD)
        || (said.contains(Says.MAYBE_CHILD) && !ages.adult());
  }

  private @Nullable String destination() {
    if (routes.foreign() != null) {
      return routes.foreign();
    }
    return routes.domestic() && !said.contains(Says.CROSSING) ? "DOMESTIC" : null;
  }

  private Kind kind(boolean onlyAsks, boolean onlyUnrelated, List<Category> categories) {
    if (said.contains(Says.RESCUE)) {
      return Kind.HELP;
    }
    boolean needsSupport = strong.containsKey(Category.SUPPORT_REQUEST);
    boolean asksOfSupport = needsSupport && !said.contains(Says.NEED) && categories.isEmpty();
    if (onlyAsks && (!needsSupport || asksOfSupport)) {
      return Kind.ADVICE;
    }
    if (needsSupport) {
      return Kind.HELP;
    }
    return onlyUnrelated && categories.isEmpty() ? Kind.UNRELATED : Kind.REPORT;
  }

  private Category withoutCrime(Kind kind, boolean question, boolean unrelated) {
    if (kind != Kind.ADVICE && strong.containsKey(Category.SUPPORT_REQUEST)) {
      return Category.SUPPORT_REQUEST;
    }
    if (unrelated && !question) {
      return Category.UNRELATED;
    }
    return question ? Category.ADVICE : Category.OTHER_CRIME;
  }

  /** Crime categories, strongest first; empty when there is no sign of any. */
  private List<Category> crimes(boolean weakCounts, boolean child, boolean departsAbroad) {
    List<Category> found = new ArrayList<>(purposes(weakCounts));
    boolean purposeKnown = !found.isEmpty();
    boolean abroad = routes.foreign() != null || said.contains(Says.CROSSING);
    boolean lured = strong.containsKey(Category.LURE_ABROAD);
    boolean isThere = routes.alreadyAbroad() || (abroad && !departsAbroad);
    boolean heldThere = purposeKnown && isThere && said.contains(Says.MEANS);
    boolean hidden = !routes.domestic() && has("lure.easy_job_high_pay");
    boolean taken = said.contains(Says.TRADING) || said.contains(Says.MOVING);
    boolean luredAbroad =
        (abroad && (lured || taken || (!purposeKnown && said.contains(Says.MEANS))))
            || (hidden && !purposeKnown)
            || departsAbroad
            || (weakCounts && abroad && weak.containsKey(Category.LURE_ABROAD));
    if (luredAbroad && !heldThere) {
      found.add(Category.LURE_ABROAD);
    } else if (!purposeKnown && has("lure.easy_job_high_pay")) {
      found.add(Category.FORCED_LABOUR);
    }
    if (strong.containsKey(Category.MISSING_PERSON)) {
      found.add(Category.MISSING_PERSON);
    }
    if (child && (evidence || !found.isEmpty())) {
      found.add(Category.CHILD);
    }
    boolean otherwise = taken || lured || said.contains(Says.MEANS) || said.contains(Says.RESCUE);
    if (strong.containsKey(Category.OTHER_CRIME) && !taken) {
      found.add(Category.OTHER_CRIME);
    } else if (otherwise && (found.isEmpty() || found.equals(List.of(Category.CHILD)))) {
      found.add(Category.OTHER_CRIME);
    }
    return List.copyOf(found);
  }

  private List<Category> purposes(boolean weakCounts) {
    return PURPOSES.stream()
        .filter(c -> strong.containsKey(c) || (weakCounts && weak.containsKey(c)))
        .sorted(
            Comparator.comparing((Category c) -> !strong.containsKey(c))
                .thenComparing(c -> -strong.getOrDefault(c, 0) - weak.getOrDefault(c, 0))
                .thenComparing(c -> c == Category.FORCED_LABOUR))
        .toList();
  }

  private boolean has(String code) {
    for (SignHit hit : hits) {
      if (hit.counts() && hit.group().code().equals(code)) {
        return true;
      }
    }
    return false;
  }

  private static final class Urgency {
    int level;
    int from = -1;
    int to = -1;

    void raise(int toLevel, SignHit cause) {
      if (toLevel > level) {
        level = toLevel;
        from = cause.from();
        to = cause.to();
      }
    }
  }

  private Urgency urgency(
      Kind kind, List<Category> categories, boolean child, @Nullable SignHit departure) {
    Urgency urgency = new Urgency();
    for (SignHit hit : hits) {
      if (hit.counts()) {
        urgency.raise(hit.group().urgency(), hit);
      }
    }
    boolean crime = isCrime(categories.get(0));
    boolean leaving = false;
    if (departure != null && crime && kind != Kind.ADVICE) {
      leaving = true;
      urgency.raise(abroadToCome() ? CROSSING_WITHIN_HOURS : HELD_OR_MOVED, departure);
    }
    if (child && strong.containsKey(Category.MISSING_PERSON)) {
      hits.stream()
          .filter(h -> h.counts() && h.group().category() == Category.MISSING_PERSON)
          .findFirst()
          .ifPresent(h -> urgency.raise(HELD_OR_MOVED, h));
    }
    boolean over =
        isOver() && !said.contains(Says.PRESENT) && !said.contains(Says.RESCUE) && !leaving;
    if (over) {
      urgency.level = Math.min(urgency.level, PAST_OR_SUSPECTED);
    }
    boolean trafficking = crime && categories.get(0) != Category.OTHER_CRIME;
    if (trafficking && !over) {
      urgency.level = Math.max(urgency.level, ONGOING);
    }
    if (urgency.level == ONGOING && said.contains(Says.SUSPICION)) {
      urgency.level = PAST_OR_SUSPECTED;
    }
    if (kind == Kind.UNRELATED || (kind == Kind.ADVICE && urgency.level < HELD_OR_MOVED)) {
      urgency.level = NOT_URGENT;
    } else if (!crime && urgency.level < PAST_OR_SUSPECTED) {
      boolean support = categories.get(0) == Category.SUPPORT_REQUEST;
      urgency.level = support ? PAST_OR_SUSPECTED : NOT_URGENT;
    }
    urgency.level = Math.max(urgency.level, crime && kind != Kind.ADVICE ? PAST_OR_SUSPECTED : 1);
    return urgency;
  }

  /** The time word that says that someone is about to go, null when nothing does. */
  private @Nullable SignHit departure() {
    boolean people =
        evidence
            || said.contains(Says.MEANS)
            || said.contains(Says.CHILD)
            || said.contains(Says.MAYBE_CHILD)
            || routes.taken()
            || abroadToCome();
    for (SignHit hit : hits) {
      if (people && hit.says(Says.IMMINENT) && goesNear(hit)) {
        return hit;
      }
    }
    return null;
  }

  private boolean abroadToCome() {
    return said.contains(Says.CROSSING) || (routes.foreign() != null && !routes.alreadyAbroad());
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

  private boolean isOver() {
    return said.contains(Says.PAST) || namesPastYear();
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
