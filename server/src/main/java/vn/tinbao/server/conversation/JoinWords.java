package vn.tinbao.server.conversation;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.catalogue.UnitSearches;
import vn.tinbao.sms.text.Unaccented;

/**
 * {@code DK <xã>} or {@code ĐĂNG KÝ <xã> <tỉnh>}: somebody wants news of a place. Only what names a
 * place and nothing else counts: whoever begins a report with these words must not be taken for a
 * subscriber.
 */
@Singleton
class JoinWords {
  private static final int LONGEST = 80;
  private static final int MOST_HITS = 12;
  private static final Set<String> KINDS =
      Set.of("XA", "X", "PHUONG", "P", "DAC", "KHU", "DK", "TINH", "T", "TP", "THANH", "PHO");

  private final UnitSearches searches;
  private final Clock clock;

  JoinWords(UnitSearches searches, Clock clock) {
    this.searches = searches;
    this.clock = clock;
  }

  /**
   * What was asked for.
   *
   * @param places of that name today, at least one
   */
  record Asked(List<UnitSearch.Hit> places) {}

  /** Empty: it says something else. */
  Optional<Asked> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String[] words = text.strip().split("[\\s:;,.\\-]+");
    int said = said(words);
    if (said == 0 || words.length == said) {
      return Optional.empty();
    }
    String place = String.join(" ", List.of(words).subList(said, words.length));
    String name = withoutKind(List.of(words).subList(said, words.length));
    List<UnitSearch.Hit> hits =
        searches.on(LegalTime.day(clock.instant())).find(place, MOST_HITS).stream()
            .filter(hit -> isNamed(hit, name))
            .toList();
    return hits.isEmpty() ? Optional.empty() : Optional.of(new Asked(hits));
  }

  /** How many words the command takes. */
  private static int said(String[] words) {
    String first = letters(words[0]);
    if (first.equals("DK") || first.equals("DANGKY")) {
      return 1;
    }
    return words.length > 1 && first.equals("DANG") && letters(words[1]).equals("KY") ? 2 : 0;
  }

  private static String withoutKind(List<String> words) {
    StringBuilder name = new StringBuilder();
    for (String word : words) {
      String letters = letters(word);
      if (!name.isEmpty() || !KINDS.contains(letters)) {
        name.append(letters);
      }
    }
    return name.toString();
  }

  /** The whole name was written, not the beginning of a word of it. */
  private static boolean isNamed(UnitSearch.Hit hit, String name) {
    return name.startsWith(letters(hit.unit().name()))
        || hit.formerly() != null
            && name.startsWith(withoutKind(List.of(hit.formerly().split(",", 2)[0].split("\\s+"))));
  }

  private static String letters(String text) {
    return Unaccented.of(text).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }
}
