package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.tinbao.server.understanding.SignGroup.Says;
import vn.tinbao.server.understanding.Understood.Sender;

/**
 * What can be said of a text beside its words, for {@link Weights}: its signs, what they say and
 * speak for, what is denied, who and when, and how it begins, ends and is punctuated.
 */
final class Marks {
  /** First character of every mark; no word begins so. */
  static final String BEGINS = "#";

  private static final String ASKS = BEGINS + "asks";
  private static final String FIRST = BEGINS + "first";
  private static final String LAST = BEGINS + "last";
  private static final String BEGINS_WITH = BEGINS + "^";
  private static final String ENDS_WITH = BEGINS + "$";

  private static final int[] LENGTHS = {60, 120, 200, 350};
  private static final int FIRST_WORDS = 2;
  private static final int LAST_WORDS = 3;

  private final WeightTable table;
  private final List<Mark> whole;
  private final List<List<Mark>> bySentence = new ArrayList<>();

  /**
   * A mark and its row in {@link WeightTable}, so that it is looked up once and not in every text.
   *
   * @param row −1 when it weighs nothing
   */
  record Mark(String name, int row) {}

  private Marks(WeightTable table, int hits) {
    this.table = table;
    this.whole = new ArrayList<>(16 + 4 * hits);
  }

  /** Those of the whole text, some of them several times. */
  List<Mark> whole() {
    return whole;
  }

  /** Those of each sentence, in order, some of them several times. */
  List<List<Mark>> bySentence() {
    return bySentence;
  }

  /**
   * The marks of a text.
   *
   * @param child whether a person under 18 is concerned
   * @param abroad whether a border is crossed or a country abroad is named
   */
  static Marks of(
      Lexicon lexicon,
      Reading reading,
      List<Sentences.Sentence> sentences,
      List<SignHit> hits,
      boolean child,
      boolean abroad,
      Sender sender,
      List<Understood.When> times,
      LocalDate day) {
    Marks marks = new Marks(lexicon.weights(), hits.size());
    hits.forEach(hit -> add(lexicon.marks(hit), marks.whole));
    if (child) {
      marks.add(BEGINS + "child");
    }
    if (abroad) {
      marks.add(BEGINS + "abroad");
    }
    marks.add(BEGINS + sender.name());
    times.forEach(time -> marks.time(time, day));
    marks.shape(reading);
    marks.sentences(lexicon, sentences, hits);
    return marks;
  }

  private static void add(List<Mark> marks, List<Mark> to) {
    for (int i = 0; i < marks.size(); i++) {
      to.add(marks.get(i));
    }
  }

  private void add(String mark) {
    whole.add(table.marked(mark));
  }

  /** What a sign says that was found. */
  static List<Mark> found(SignGroup group, WeightTable table) {
    Set<String> marks = new LinkedHashSet<>();
    marks.add(BEGINS + "+" + group.code());
    for (Says says : group.says()) {
      marks.add(BEGINS + says.name());
    }
    group
        .votes()
        .forEach(
            (category, points) ->
                marks.add(BEGINS + category + (points >= Scores.ENOUGH ? "+" : "")));
    return marks.stream().map(table::marked).toList();
  }

  /** What a sign says that is denied. */
  static List<Mark> denied(SignGroup group, WeightTable table) {
    return List.of(table.marked(BEGINS + "-" + group.code()));
  }

  private void sentences(Lexicon lexicon, List<Sentences.Sentence> sentences, List<SignHit> hits) {
    List<SignHit> inOrder = new ArrayList<>(hits);
    inOrder.sort(Comparator.comparingInt(SignHit::from));
    int next = 0;
    for (int i = 0; i < sentences.size(); i++) {
      Sentences.Sentence sentence = sentences.get(i);
      List<Mark> marks = new ArrayList<>();
      while (next < inOrder.size() && inOrder.get(next).from() < sentence.to()) {
        add(lexicon.marks(inOrder.get(next++)), marks);
      }
      if (sentence.asks()) {
        marks.add(table.marked(ASKS));
      }
      if (i == 0) {
        marks.add(table.marked(FIRST));
      }
      if (i == sentences.size() - 1) {
        marks.add(table.marked(LAST));
      }
      bySentence.add(marks);
    }
  }

  private void time(Understood.When time, LocalDate day) {
    if (time.to().isBefore(day)) {
      add(BEGINS + "before");
    } else {
      add(time.from().isAfter(day.plusDays(1)) ? BEGINS + "later" : BEGINS + "now");
    }
  }

  private void shape(Reading reading) {
    Words words = reading.words();
    int length = 0;
    while (length < LENGTHS.length && words.text().length() >= LENGTHS[length]) {
      length++;
    }
    add(BEGINS + "length " + length);
    String text = words.text().strip();
    if (text.indexOf('?') >= 0) {
      add(text.endsWith("?") ? BEGINS + "?." : BEGINS + "?");
    }
    if (text.indexOf('!') >= 0) {
      add(BEGINS + "!");
    }
    int count = words.count();
    String[] first = folded(words, 0, Math.min(FIRST_WORDS, count));
    String[] last = folded(words, Math.max(0, count - LAST_WORDS), count);
    for (String word : first) {
      add(BEGINS_WITH + word);
    }
    for (String word : last) {
      add(ENDS_WITH + word);
    }
    if (count >= FIRST_WORDS) {
      add(BEGINS_WITH + first[0] + " " + first[1]);
      add(ENDS_WITH + last[last.length - 2] + " " + last[last.length - 1]);
    }
  }

  private static String[] folded(Words words, int from, int to) {
    String[] folded = new String[to - from];
    for (int word = from; word < to; word++) {
      folded[word - from] = words.folded(word);
    }
    return folded;
  }
}
