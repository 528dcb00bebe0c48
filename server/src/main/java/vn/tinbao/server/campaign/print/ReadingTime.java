package vn.tinbao.server.campaign.print;

import java.time.Duration;
import vn.tinbao.server.papers.PrintableText;

/** How long a text takes to read out. */
public final class ReadingTime {
  /**
   * Syllables a minute over a commune's loudspeakers, which echo: slower than the 200 or so of
   * radio news. From memory, unverified; Vietnamese writes a syllable a word.
   */
  private static final int SYLLABLES_A_MINUTE = 150;

  private static final Duration PAUSE_OF_PARAGRAPH = Duration.ofSeconds(1);

  /** A digit is about a syllable: {@code 30} is ba mươi. */
  private static final int SYLLABLES_A_DIGIT = 1;

  private ReadingTime() {}

  /** To the second; zero for an empty text. */
  public static Duration of(String text) {
    long syllables = 0;
    long paragraphs = 0;
    for (String line : PrintableText.lines(text)) {
      if (line.isBlank()) {
        continue;
      }
      paragraphs++;
      for (String word : line.strip().split("\\s+")) {
        long digits = word.chars().filter(Character::isDigit).count();
        boolean spoken = word.codePoints().anyMatch(Character::isLetter);
        syllables += digits * SYLLABLES_A_DIGIT + (spoken ? 1 : 0);
      }
    }
    return Duration.ofSeconds(Math.round(syllables * 60.0 / SYLLABLES_A_MINUTE))
        .plus(PAUSE_OF_PARAGRAPH.multipliedBy(Math.max(0, paragraphs - 1)));
  }
}
