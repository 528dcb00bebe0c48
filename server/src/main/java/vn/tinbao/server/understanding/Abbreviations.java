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

  private record Form(
      Phrase.Spelling full,
      @Nullable WordSet after,
      @Nullable WordSet before,
      boolean afterNumber,
      boolean notAfterNumber) {}

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
        throw new IllegalArgumentException(
            "abbreviations.tsv, line " + (number + 1) + ": form and expansion expected");
      }
      String condition = columns.length < COLUMNS ? "" : columns[2].strip();
      abbreviations.add(columns[0], columns[1], condition, number + 1, vocabulary);
    }
    return abbreviations;
  }

  /** What the word stands for here, null when it stands for itself. */
  Phrase.@Nullable Spelling spelledOut(Words words, int word) {
    List<Form> candidates = forms.get(words.id(word));
    if (candidates == null || !Accents.nothingButStrokes(words.accents(word))) {
      return null;
    }
    boolean afterNumber = word > 0 && words.isNumber(word - 1);
    for (Form form : candidates) {
      if ((form.after == null || form.after.has(words, word - 1))
          && (form.before == null || form.before.has(words, word + 1))
          && (!form.afterNumber || afterNumber)
          && (!form.notAfterNumber || !afterNumber)) {
        return form.full;
      }
    }
    return null;
  }

  private void add(String form, String full, String condition, int line, Vocabulary vocabulary) {
    Phrase.Spelling spelling = Phrase.Spelling.of(form, vocabulary);
    if (spelling.length() != 1) {
      throw new IllegalArgumentException(
          "abbreviations.tsv, line " + line + ": the form must be one word, not \"" + form + "\"");
    }
    WordSet after = null;
    WordSet before = null;
    if (condition.startsWith("after:")) {
      after = WordSet.of(List.of(condition.substring("after:".length()).split(",")), vocabulary);
    } else if (condition.startsWith("before:")) {
      before = WordSet.of(List.of(condition.substring("before:".length()).split(",")), vocabulary);
    } else if (!List.of("", "after-number", "not-after-number").contains(condition)) {
      throw new IllegalArgumentException(
          "abbreviations.tsv, line " + line + ": unknown condition \"" + condition + "\"");
    }
    forms
        .computeIfAbsent(spelling.ids()[0], id -> new ArrayList<>(1))
        .add(
            new Form(
                Phrase.Spelling.of(full, vocabulary),
                after,
                before,
                condition.equals("after-number"),
                condition.equals("not-after-number")));
  }
}
