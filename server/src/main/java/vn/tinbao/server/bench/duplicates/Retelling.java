package vn.tinbao.server.bench.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import vn.tinbao.server.understanding.Fold;

/** How one report may be told a second time: each way makes another message of it. */
enum Retelling {
  /** Sent again as it is. */
  AGAIN {
    @Override
    String of(String text, Random random) {
      return text;
    }
  },
  /** Typed without marks and with the short forms of a text message. */
  SHORT_FORMS {
    @Override
    String of(String text, Random random) {
      StringBuilder told = new StringBuilder();
      for (String word : Fold.text(text).split(" ")) {
        told.append(SHORT.getOrDefault(word, word)).append(' ');
      }
      return told.toString();
    }
  },
  /** Three letters of a hundred are others. */
  TYPING_ERRORS {
    @Override
    String of(String text, Random random) {
      StringBuilder told = new StringBuilder(text);
      for (int i = 0; i < told.length(); i++) {
        if (Character.isLetter(told.charAt(i)) && random.nextInt(100) < 3) {
          told.setCharAt(i, (char) ('a' + random.nextInt(26)));
        }
      }
      return told.toString();
    }
  },
  /** A fifth of the words is left out. */
  WORDS_LEFT_OUT {
    @Override
    String of(String text, Random random) {
      StringBuilder told = new StringBuilder();
      for (String word : text.split("\\s+")) {
        if (random.nextInt(5) > 0) {
          told.append(word).append(' ');
        }
      }
      return told.toString();
    }
  },
  /** The last third is missing, and there is another end. */
  CUT {
    @Override
    String of(String text, Random random) {
      String[] words = text.split("\\s+");
      int kept = Math.max(Math.min(4, words.length), words.length * 2 / 3);
      return String.join(" ", Arrays.copyOf(words, kept))
          + ". Mong các anh chị giúp đỡ gấp, xin cảm ơn";
    }
  },
  /** Sentences in another order, with a greeting before. */
  OTHER_ORDER {
    @Override
    String of(String text, Random random) {
      List<String> parts = new ArrayList<>(List.of(text.split("[.!?;,\n]+")));
      Collections.shuffle(parts, random);
      return "Alo, xin chào tổng đài, cho tôi báo việc này: " + String.join(". ", parts);
    }
  };

  private static final Map<String, String> SHORT =
      Map.of(
          "khong", "ko", "duoc", "dc", "nguoi", "ng", "voi", "vs", "gi", "j", "biet", "bit", "roi",
          "r", "viec", "vc", "anh", "a", "em", "e");

  /** Tells it again; the same random numbers tell it the same way. */
  abstract String of(String text, Random random);

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
