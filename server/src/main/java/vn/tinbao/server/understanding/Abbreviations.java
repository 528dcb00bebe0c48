package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short forms of SMS and chat ({@code ko}, {@code tq}) and when they stand for what. */
final class Abbreviations {
  private static final int COLUMNS = 3;

  private final Map<Integer, List<Form>> forms = new HashMap<>();

  /** Tells the many words that are no short form apart quickly. */
  private final IdSet ids = new IdSet();

  /** A form whose marks are given has to be written with them; another one without any. */
  private record Form(long marks, Phrase.Spelling full, Conditions conditions) {}

  /** Where a form stands for its expansion; null is anywhere. */
  private record Conditions(
      @Nullable WordSet after,
      @Nullable WordSet before,
      @Nullable WordSet notAfter,
      @Nullable WordSet notBefore,
      boolean afterNumber,
      boolean notAfterNumber) {

    static Conditions read(String text, int line, Vocabulary vocabulary) {
      WordSet after = null;
      WordSet before = null;
      WordSet notAfter = null;
      WordSet notBefore = null;
      boolean afterNumber = false;
      boolean notAfterNumber = false;
      for (String condition : text.split(" ", -1)) {
        int colon = condition.indexOf(':');
        String words = condition.substring(colon + 1);
        switch (condition.substring(0, colon + 1)) {
          case "after:" -> after = wordSet(words, vocabulary);
          case "before:" -> before = wordSet(words, vocabulary);
          case "not-after:" -> notAfter = wordSet(words, vocabulary);
          case "not-before:" -> notBefore = wordSet(words, vocabulary);
          default -> {
            afterNumber |= condition.equals("after-number");
            notAfterNumber |= condition.equals("not-after-number");
            if (!List.of("", "after-number", "not-after-number").contains(condition)) {
              throw wrong(line, "unknown condition " + condition);
            }
          }
        }
      }
      return new Conditions(after, before, notAfter, notBefore, afterNumber, notAfterNumber);
    }

    private static WordSet wordSet(String words, Vocabulary vocabulary) {
      return WordSet.of(List.of(words.split(",", -1)), vocabulary);
    }

    boolean hold(Words words, int word, boolean number) {
      return (after == null || after.has(words, word - 1))
          && (before == null || before.has(words, word + 1))
          && (notAfter == null || !notAfter.has(words, word - 1))
          && (notBefore == null || !notBefore.has(words, word + 1))
          && (!afterNumber || number)
          && (!notAfterNumber || !number);
    }
  }

  /**
   * Reads the file.
   *
   * @param lines {@code form, expansion, condition} separated by tabs, first line the heading
   * @throws IllegalArgumentException with the line's number when a line cannot be read
   */
  static Abbreviations read(List<String> lines, Vocabulary vocabulary) {
    Abbreviations abbreviations = new Abbreviations();
    for (int number = 1; number < lines.size(); number++) {
      String line = lines.get(number);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", COLUMNS);
      if (columns.length < 2) {
        throw wrong(number + 1, "form and expansion expected");
      }
      String condition = columns.length < COLUMNS ? "" : columns[2].strip();
      abbreviations.add(columns[0], columns[1], condition, number + 1, vocabulary);
    }
    return abbreviations;
  }

  private static IllegalArgumentException wrong(int line, String what) {
    return new IllegalArgumentException("abbreviations.tsv, line " + line + ": " + what);
  }

  /** What the word stands for here, null when it stands for itself. */
  Phrase.@Nullable Spelling spelledOut(Words words, int word) {
    List<Form> candidates = ids.contains(words.id(word)) ? forms.get(words.id(word)) : null;
    if (candidates == null) {
      return null;
    }
    boolean bare = Accents.nothingButStrokes(words.accents(word));
    boolean afterNumber = word > 0 && words.isNumber(word - 1);
    for (Form form : candidates) {
      boolean marks = form.marks == Accents.NONE ? bare : form.marks == words.accents(word);
      if (marks && form.conditions.hold(words, word, afterNumber)) {
        return form.full;
      }
    }
    return null;
  }

  private void add(String form, String full, String condition, int line, Vocabulary vocabulary) {
    Phrase.Spelling spelling = Phrase.Spelling.of(form, vocabulary);
    if (spelling.length() != 1) {
      throw wrong(line, "the form must be one word, not " + form);
    }
    Conditions conditions = Conditions.read(condition, line, vocabulary);
    ids.add(spelling.ids()[0]);
    forms
        .computeIfAbsent(spelling.ids()[0], id -> new ArrayList<>(1))
        .add(
            new Form(
                Accents.nothingButStrokes(spelling.accents()[0])
                    ? Accents.NONE
                    : spelling.accents()[0],
                Phrase.Spelling.of(full, vocabulary),
                conditions));
  }
}
