package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.SignGroup.Says;
import vn.tinbao.server.understanding.Understood.Kind;
import vn.tinbao.server.understanding.Understood.Sender;
import vn.tinbao.server.understanding.Weights.Opinion;

/**
 * From the signs of a text to what it is about and what its sender wants.
 *
 * <p>The purpose of exploitation wins over the lure; a weak sign counts only beside another ({@link
 * Scores}); what is asked is not reported; what is told of a film is not either.
 */
final class Assessment {
  /** Purposes of exploitation, the rarer words first: at equal points they say more. */
  private static final List<Category> PURPOSES =
      List.of(
          Category.ORGAN_REMOVAL,
          Category.SURROGACY_OR_INFANT,
          Category.FORCED_BEGGING,
          Category.FORCED_MARRIAGE,
          Category.SEXUAL_EXPLOITATION,
          Category.FISHING_VESSEL,
          Category.ONLINE_SCAM_LABOUR,
          Category.FORCED_LABOUR);

  private static final Category LURE = Category.LURE_ABROAD;

  /** One word of a subject is not enough to say what it is about. */
  private static final int LEAST = 2;

  private static final List<Category> LIKELY =
      List.of(
          Category.ORGAN_REMOVAL,
          Category.SURROGACY_OR_INFANT,
          Category.FORCED_BEGGING,
          Category.FORCED_MARRIAGE,
          Category.SEXUAL_EXPLOITATION,
          Category.FISHING_VESSEL,
          Category.ONLINE_SCAM_LABOUR,
          Category.FORCED_LABOUR,
          Category.MISSING_PERSON,
          Category.LURE_ABROAD);

  /** What these people are to do comes after a border that they have not crossed yet. */
  private static final Set<Category> COMES_LATER =
      EnumSet.of(
          Category.FORCED_LABOUR,
          Category.ONLINE_SCAM_LABOUR,
          Category.SEXUAL_EXPLOITATION,
          Category.FISHING_VESSEL);

  /** What is asked about is a crime only when so many points say so. */
  private static final int SURELY = 12;

  /** From this weight on a sign is no chance word. */
  private static final int PLAIN_WEIGHT = 3;

  private final Lexicon lexicon;
  private final List<SignHit> hits;
  private final Routes routes;
  private final AgeReader.Ages ages;
  private final EnumSet<Says> said = EnumSet.noneOf(Says.class);
  private final boolean child;
  private final Scores scores;

  /**
   * The judgement.
   *
   * @param kindBecause null when it is only what is left; the other causes alike
   * @param byWords words that decided where no sign did
   */
  record Result(
      Kind kind,
      @Nullable SignHit kindBecause,
      List<Category> categories,
      Urgency urgency,
      boolean child,
      @Nullable SignHit childBecause,
      boolean crossBorder,
      @Nullable String destination,
      Sender sender,
      List<SignHit> byWords) {}

  private Assessment(Lexicon lexicon, List<SignHit> hits, Routes routes, AgeReader.Ages ages) {
    this.lexicon = lexicon;
    this.hits = hits;
    this.routes = routes;
    this.ages = ages;
    for (SignHit hit : hits) {
      if (hit.counts()) {
        said.addAll(hit.group().says());
      }
    }
    this.child = isChild();
    BitSet there = Scores.there(lexicon, hits);
    if (routes.foreign() != null) {
      Scores.add(lexicon, there, Scores.Fact.ABROAD);
    }
    if (child) {
      Scores.add(lexicon, there, Scores.Fact.MINOR);
    }
    if (routes.domestic()) {
      Scores.add(lexicon, there, Scores.Fact.INLAND);
    }
    this.scores = Scores.of(lexicon, hits, there);
  }

  static Result of(
      Lexicon lexicon,
      Reading reading,
      List<SignHit> hits,
      Routes routes,
      AgeReader.Ages ages,
      List<Understood.When> times,
      LocalDate day,
      List<Sentences.Sentence> sentences,
      Function<Marks, Opinion> weights) {
    Assessment assessment = new Assessment(lexicon, hits, routes, ages);
    Marks marks =
        Marks.of(
            lexicon,
            reading,
            sentences,
            hits,
            assessment.child,
            assessment.abroad(),
            assessment.sender(),
            times,
            day);
    return assessment.judge(reading, weights.apply(marks), day);
  }

  private Result judge(Reading reading, Opinion opinion, LocalDate day) {
    Urgency.Reader reader = new Urgency.Reader(lexicon, reading, hits, said, scores, routes, day);
    SignHit departure = reader.departure(trafficking(crimes(false)) || child);
    boolean leavesAbroad = departure != null && reader.abroadToCome();
    List<Category> crimes = crimes(leavesAbroad);
    boolean asked =
        said.contains(Says.QUESTION)
            || (said.contains(Says.WONDERS) && reading.words().hasQuestionMark());
    boolean over = said.contains(Says.PAST) && !said.contains(Says.PRESENT);
    boolean held =
        !over && (said.contains(Says.HELD) || said.contains(Says.MOVING) || leavesAbroad);
    boolean happens =
        said.contains(Says.RESCUE)
            || held
            || (!over
                && ((said.contains(Says.TRADING) && !asked)
                    || (said.contains(Says.MEANS) && trafficking(crimes))
                    || scores.enough(Category.MISSING_PERSON)));
    Kind kind = kind(crimes, happens, asked);
    if (kind == Kind.UNRELATED || (kind == Kind.ADVICE && !happens && !surely(crimes))) {
      crimes = List.of();
    }
    boolean support = wantsSupport(crimes);
    if (kind == Kind.HELP && support && !crimes.isEmpty() && !said.contains(Says.TRADING)) {
      crimes = List.of();
    }
    List<Category> categories = crimes.isEmpty() ? List.of(withoutCrime(kind)) : crimes;
    boolean now = happens || (saysCrime() && !asked && kind == Kind.REPORT);
    boolean denied = opinion.rows() < Consensus.FEW_ROWS && denied();
    Consensus consensus =
        denied
            ? new Consensus(kind, categories)
            : Consensus.of(kind, categories, now, held, child, opinion);
    Category signsFirst = categories.get(0);
    kind = consensus.kind();
    categories = consensus.categories();
    Urgency signsUrgency = reader.read(kind, categories, child, departure);
    Urgency urgency =
        denied
            ? signsUrgency
            : consensus.urgency(
                signsUrgency,
                opinion,
                reader.isOver() || said.contains(Says.SUSPICION),
                () -> told(opinion.mostUrgent()));
    List<SignHit> byWords = new ArrayList<>();
    if (categories.get(0) != signsFirst) {
      add(byWords, told(opinion.most(categories.get(0))));
    }
    SignHit cause = urgency.cause();
    if (cause != null && cause.group() == lexicon.told()) {
      add(byWords, cause);
    }
    return new Result(
        kind,
        kindCause(kind),
        categories,
        urgency,
        child,
        childCause(),
        abroad(),
        routes.destination(said.contains(Says.CROSSING)),
        sender(),
        List.copyOf(byWords));
  }

  /** Whether one plain sign of a crime stands, be it too little to name which. */
  private boolean saysCrime() {
    for (SignHit hit : hits) {
      SignGroup group = hit.group();
      if (hit.counts() && group.weight() >= PLAIN_WEIGHT && trafficking(group.votes().keySet())) {
        return true;
      }
    }
    return false;
  }

  /** Whether all that is said of harm is denied: a few words around it say nothing then. */
  private boolean denied() {
    for (SignHit hit : hits) {
      SignGroup group = hit.group();
      boolean harm = group.urgency() > 0 || !group.votes().isEmpty();
      if (!hit.counts() && !group.silent() && harm) {
        return !saysCrime() && !saysHarm();
      }
    }
    return false;
  }

  private static void add(List<SignHit> hits, @Nullable SignHit hit) {
    if (hit != null) {
      hits.add(hit);
    }
  }

  /** The words that decided where no sign did. */
  private @Nullable SignHit told(Weights.@Nullable Found row) {
    return row == null ? null : new SignHit(lexicon.told(), row.from(), row.to(), false);
  }

  private boolean isChild() {
    return ages.childWord() >= 0
        || said.contains(Says.CHILD)
        || (said.contains(Says.MAYBE_CHILD) && !ages.adult());
  }

  private static boolean trafficking(Collection<Category> crimes) {
    for (Category crime : crimes) {
      if (isTrafficking(crime)) {
        return true;
      }
    }
    return false;
  }

  private Kind kind(List<Category> crimes, boolean happens, boolean asked) {
    if (scores.enough(Category.UNRELATED) && !trafficking(crimes) && !happens) {
      return Kind.UNRELATED;
    }
    if (said.contains(Says.NOT_REAL) && !said.contains(Says.RESCUE)) {
      return Kind.UNRELATED;
    }
    if (said.contains(Says.RESCUE)) {
      return Kind.HELP;
    }
    boolean needs = scores.enough(Category.SUPPORT_REQUEST) && said.contains(Says.NEED);
    boolean asks = asked || (said.contains(Says.WONDERS) && crimes.isEmpty());
    if (asks && !happens && !needs) {
      return Kind.ADVICE;
    }
    if (needs) {
      return Kind.HELP;
    }
    if (asks && crimes.isEmpty()) {
      return Kind.ADVICE;
    }
    boolean nothing = crimes.isEmpty() && !saysHarm() && !saysCrime();
    return nothing ? Kind.UNRELATED : Kind.REPORT;
  }

  private boolean surely(List<Category> crimes) {
    return !crimes.isEmpty() && scores.of(crimes.get(0)) >= SURELY;
  }

  private boolean wantsSupport(List<Category> crimes) {
    return scores.enough(Category.SUPPORT_REQUEST)
        && said.contains(Says.NEED)
        && (said.contains(Says.PAST) || crimes.isEmpty());
  }

  private static boolean isTrafficking(Category category) {
    return category.ordinal() <= Category.MISSING_PERSON.ordinal();
  }

  private Category withoutCrime(Kind kind) {
    return switch (kind) {
      case UNRELATED -> Category.UNRELATED;
      case ADVICE -> Category.ADVICE;
      case HELP ->
          scores.enough(Category.SUPPORT_REQUEST) ? Category.SUPPORT_REQUEST : Category.OTHER_CRIME;
      case REPORT -> Category.OTHER_CRIME;
    };
  }

  /** Crime categories, strongest first; empty when there is no sign of any. */
  private List<Category> crimes(boolean leavesAbroad) {
    List<Category> found = new ArrayList<>(4);
    for (Category purpose : PURPOSES) {
      if (scores.enough(purpose)) {
        found.add(purpose);
      }
    }
    found.sort(Comparator.comparingInt(category -> -scores.of(category)));
    if (found.size() > 1) {
      found.subList(1, found.size()).removeIf(category -> !saysItself(category));
    }
    boolean lured = scores.enough(Category.LURE_ABROAD) && (abroad() || saysItself(LURE));
    boolean heldThere = !found.isEmpty() && !leavesAbroad && said.contains(Says.MEANS);
    if (lured && !heldThere) {
      boolean toCome = leavesAbroad && (found.isEmpty() || COMES_LATER.contains(found.get(0)));
      found.add(toCome ? 0 : found.size(), Category.LURE_ABROAD);
    }
    if (scores.enough(Category.MISSING_PERSON)) {
      found.add(Category.MISSING_PERSON);
    }
    if (found.isEmpty() && !scores.enough(Category.OTHER_CRIME)) {
      Category likely = likely();
      if (likely != null) {
        found.add(likely);
      }
    }
    boolean trafficking = !found.isEmpty();
    if (child && (trafficking || happensToAChild())) {
      found.add(Category.CHILD);
    }
    if (scores.enough(Category.OTHER_CRIME) && !trafficking) {
      found.add(
          found.isEmpty() || scores.of(Category.CHILD) < Scores.ENOUGH ? 0 : 1,
          Category.OTHER_CRIME);
    }
    return List.copyOf(found);
  }

  /** Where somebody is harmed and only small signs say how: what most of them speak for. */
  private @Nullable Category likely() {
    boolean harmed = saysHarm();
    int[] topics = Scores.topics(hits);
    Category best = null;
    int most = 0;
    for (Category category : LIKELY) {
      int small = scores.of(category);
      int points = 2 * small + (harmed ? topics[category.ordinal()] : 0);
      if (points > most && (harmed || small >= 2)) {
        best = category;
        most = points;
      }
    }
    boolean nowhere = best == Category.LURE_ABROAD && !abroad() && !saysItself(LURE);
    return nowhere || most < LEAST ? null : best;
  }

  private boolean saysHarm() {
    return said.contains(Says.MEANS)
        || said.contains(Says.TRADING)
        || said.contains(Says.MOVING)
        || said.contains(Says.RESCUE)
        || said.contains(Says.DISTRESS);
  }

  private boolean abroad() {
    return routes.foreign() != null || said.contains(Says.CROSSING);
  }

  /** Whether one sign alone speaks for the category; many small ones do not. */
  private boolean saysItself(Category category) {
    for (SignHit hit : hits) {
      if (hit.counts() && hit.group().votes().getOrDefault(category, 0) >= Scores.ENOUGH) {
        return true;
      }
    }
    return false;
  }

  private boolean happensToAChild() {
    return scores.enough(Category.CHILD) || scores.enough(Category.OTHER_CRIME);
  }

  private @Nullable SignHit kindCause(Kind kind) {
    Set<Says> wanted =
        switch (kind) {
          case HELP -> EnumSet.of(Says.RESCUE, Says.NEED);
          case ADVICE -> EnumSet.of(Says.QUESTION, Says.WONDERS);
          case UNRELATED -> EnumSet.of(Says.NOT_REAL);
          case REPORT -> EnumSet.noneOf(Says.class);
        };
    if (wanted.isEmpty()) {
      return null;
    }
    for (SignHit hit : hits) {
      boolean unrelated =
          kind == Kind.UNRELATED && hit.group().votes().containsKey(Category.UNRELATED);
      if (hit.counts() && (unrelated || hit.group().saysAny(wanted))) {
        return hit;
      }
    }
    return null;
  }

  private @Nullable SignHit childCause() {
    SignHit cause = null;
    for (SignHit hit : hits) {
      if (hit.says(Says.CHILD)) {
        return hit;
      }
      if (cause == null && hit.says(Says.MAYBE_CHILD)) {
        cause = hit;
      }
    }
    return cause;
  }

  private Sender sender() {
    if (said.contains(Says.SELF)) {
      return Sender.VICTIM;
    }
    return said.contains(Says.OTHERS) ? Sender.THIRD_PERSON : Sender.UNKNOWN;
  }
}
