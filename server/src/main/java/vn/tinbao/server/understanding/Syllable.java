package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether letters without marks are a Vietnamese syllable: onset, nucleus, coda. Tells {@code
 * nguoi} from {@code nguoif}, {@code trungquoc} and {@code ngwoi}.
 */
final class Syllable {
  /** {@code nghieng} is the longest. */
  static final int LONGEST = 7;

  private static final List<String> ONSETS =
      List.of(
          "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
          "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x");

  private static final List<String> RIMES =
      List.of(
          ("a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich"
                  + " iec iem ien ieng iep iet ieu im in inh ip it iu o oc oi om on ong op ot"
                  + " oa oac oach oai oam oan oang oanh oao oap oat oay oe oen oeo oet u ua"
                  + " uc ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu ue uech uenh uy"
                  + " uya uych uyen uyet uyn uynh uyt uyu uan uang uat uay uan uac uam y")
              .split(" "));

  private static final List<String> WITHOUT_ONSET = List.of("yem", "yen", "yet", "yeu", "yeng");

  /** After qu the u belongs to the onset. */
  private static final List<String> AFTER_QU =
      List.of(
          ("a ac ach ai am an ang anh ao ap at au ay e ec em en eo et eu ech enh i it ich inh y"
                  + " yen yet yt ynh ych oc oi on ot ong o")
              .split(" "));

  private static final long[] KNOWN = known();

  private Syllable() {}

  /** Whether these characters are one syllable; small letters without marks are expected. */
  static boolean isWellFormed(char[] chars, int from, int to) {
    if (to <= from || to - from > LONGEST) {
      return false;
    }
    long packed = 0;
    for (int at = from; at < to; at++) {
      char c = chars[at];
      if (c < 'a' || c > 'z') {
        return false;
      }
      packed = packed << 5 | (c - 'a' + 1);
    }
    return Arrays.binarySearch(KNOWN, packed) >= 0;
  }

  static boolean isVowel(char c) {
    return switch (c) {
      case 'a', 'e', 'i', 'o', 'u', 'y' -> true;
      default -> false;
    };
  }

  private static long[] known() {
    Set<String> all = new HashSet<>(WITHOUT_ONSET);
    for (String onset : ONSETS) {
      for (String rime : onset.equals("qu") ? AFTER_QU : RIMES) {
        if (isSpelledSo(onset, rime)) {
          all.add(onset + rime);
        }
      }
    }
    all.add("xoong");
    all.add("gi");
    all.add("gin");
    return all.stream().mapToLong(Syllable::packed).sorted().toArray();
  }

  /** k, gh and ngh stand before e, i and y; c, g and ng before the others. */
  private static boolean isSpelledSo(String onset, String rime) {
    boolean front = "eiy".indexOf(rime.charAt(0)) >= 0;
    return switch (onset) {
      case "k" -> front || rime.startsWith("o") || rime.startsWith("a");
      case "gh", "ngh" -> front;
      case "c", "ng" -> !front;
      case "gi" -> !rime.startsWith("i") && !rime.startsWith("y");
      default -> true;
    };
  }

  private static long packed(String syllable) {
    long packed = 0;
    for (int at = 0; at < syllable.length(); at++) {
      packed = packed << 5 | (syllable.charAt(at) - 'a' + 1);
    }
    return packed;
  }
}
