package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How phrases of the lexicon are written down: {@code (a|b)} is either, {@code $name} a class of
 * words, {@code …}, {@code ~}, {@code +} and {@code &} join parts that may stand apart, {@code
 * <code>} is any sign of that group, {@code !} at the end of a part wants its accents, {@code *}
 * does without them.
 */
final class PhraseGrammar {
  /** More spellings of one phrase than this are a mistake of who wrote it. */
  private static final int MOST_SPELLINGS = 6000;

  private final Map<String, List<String>> classes = new HashMap<>();

  /**
   * A part of a phrase.
   *
   * @param group code of the group it refers to, empty when it has words of its own
   * @param written its words as written down, the key under which parts are shared
   * @param spellings its words, every alternative spelled out
   * @param exact whether it counts only with its accents
   * @param loose whether it counts without them though it is a single syllable
   * @param gap how far it may stand from the part before
   */
  record Part(
      String group,
      String written,
      List<String> spellings,
      boolean exact,
      boolean loose,
      Pattern.Gap gap) {}

  PhraseGrammar(YamlMap file) {
    for (YamlMap entry : file.maps("words")) {
      classes.put(entry.text("code"), spelledOut(entry, entry.texts("are")));
    }
  }

  /** The readings of a phrase, each a row of parts; {@code &} gives two. */
  List<List<Part>> read(YamlMap entry, String phrase) {
    int either = phrase.indexOf(" & ");
    if (either < 0) {
      return List.of(inOrder(entry, phrase));
    }
    String left = phrase.substring(0, either);
    String right = phrase.substring(either + 3);
    return List.of(inOrder(entry, left + " ~ " + right), inOrder(entry, right + " ~ " + left));
  }

  private List<Part> inOrder(YamlMap entry, String phrase) {
    List<Part> parts = new ArrayList<>();
    Pattern.Gap gap = Pattern.Gap.NONE;
    StringBuilder words = new StringBuilder();
    for (String token : phrase.split(" ")) {
      Pattern.Gap next = gap(token);
      if (next == null) {
        words.append(words.isEmpty() ? "" : " ").append(token);
      } else {
        parts.add(part(entry, words.toString(), gap));
        words.setLength(0);
        gap = next;
      }
    }
    parts.add(part(entry, words.toString(), gap));
    return parts;
  }

  private static Pattern.@Nullable Gap gap(String token) {
    return switch (token) {
      case "…" -> Pattern.Gap.CLAUSE;
      case "~" -> Pattern.Gap.SENTENCE;
      case "+" -> Pattern.Gap.NONE;
      default -> null;
    };
  }

  private Part part(YamlMap entry, String written, Pattern.Gap gap) {
    if (written.isEmpty()) {
      throw entry.wrong("phrases", "holds a phrase with an empty part");
    }
    if (written.startsWith("<") && written.endsWith(">")) {
      return new Part(written.substring(1, written.length() - 1), "", List.of(), false, false, gap);
    }
    boolean exact = written.endsWith("!");
    boolean loose = written.endsWith("*");
    String words = exact || loose ? written.substring(0, written.length() - 1) : written;
    return new Part("", written, spelledOut(entry, List.of(words)), exact, loose, gap);
  }

  private List<String> spelledOut(YamlMap entry, List<String> phrases) {
    List<String> all = new ArrayList<>();
    for (String phrase : phrases) {
      for (String spelling : alternatives(entry, phrase)) {
        String words = spelling.strip().replaceAll(" +", " ");
        if (!words.isEmpty()) {
          all.add(words);
        }
      }
    }
    if (all.isEmpty() || all.size() > MOST_SPELLINGS) {
      throw entry.wrong("phrases", "has " + all.size() + " spellings: " + phrases);
    }
    return all;
  }

  private List<String> alternatives(YamlMap entry, String phrase) {
    List<String> done = List.of("");
    int at = 0;
    while (at < phrase.length()) {
      char c = phrase.charAt(at);
      int end;
      List<String> here;
      if (c == '(') {
        end = closing(entry, phrase, at) + 1;
        here = new ArrayList<>();
        for (String one : split(phrase.substring(at + 1, end - 1))) {
          here.addAll(alternatives(entry, one));
        }
      } else if (c == '$') {
        end = at + 1;
        while (end < phrase.length() && Character.isLetterOrDigit(phrase.charAt(end))) {
          end++;
        }
        here = classes.get(phrase.substring(at + 1, end));
        if (here == null) {
          throw entry.wrong("phrases", "knows no words " + phrase.substring(at, end));
        }
      } else {
        end = at + 1;
        while (end < phrase.length() && phrase.charAt(end) != '(' && phrase.charAt(end) != '$') {
          end++;
        }
        here = List.of(phrase.substring(at, end));
      }
      done = joined(done, here);
      at = end;
    }
    return done;
  }

  private static List<String> joined(List<String> left, List<String> right) {
    List<String> both = new ArrayList<>(left.size() * right.size());
    for (String one : left) {
      for (String other : right) {
        both.add(one + other);
      }
    }
    return both;
  }

  private static int closing(YamlMap entry, String phrase, int open) {
    int depth = 0;
    for (int at = open; at < phrase.length(); at++) {
      depth += phrase.charAt(at) == '(' ? 1 : phrase.charAt(at) == ')' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    throw entry.wrong("phrases", "lacks a bracket: " + phrase);
  }

  private static List<String> split(String alternatives) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < alternatives.length(); at++) {
      char c = alternatives.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '|' && depth == 0) {
        parts.add(alternatives.substring(from, at));
        from = at + 1;
      }
    }
    parts.add(alternatives.substring(from));
    return parts;
  }
}
