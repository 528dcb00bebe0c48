package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.List;

/**
 * Settles names that are a place abroad and a unit here: Quảng Đông is a Chinese province and three
 * communes. A prefix ({@code xã}) or a unit named beside it makes it ours.
 */
final class ForeignPlaces {
  private ForeignPlaces() {}

  /** Drops from both lists what the other one wins, and countries that are only a quality. */
  static void settle(
      List<SignHit> hits,
      List<PlaceMention> mentions,
      Reading reading,
      Lexicon.Grammar grammar,
      Gazetteer gazetteer) {
    if (hits.stream().noneMatch(hit -> hit.group().country() != null)) {
      return;
    }
    int[] ours = ours(mentions, reading.words().count(), gazetteer);
    hits.removeIf(
        hit ->
            hit.group().country() != null
                && (reading.isOneOf(hit.from() - 1, grammar.notPlace())
                    || isOurs(
                        hit, ours, reading.isOneOf(hit.from() - 1, grammar.towards()), reading)));
    boolean[] foreign = new boolean[reading.words().count()];
    for (SignHit hit : hits) {
      if (hit.group().country() != null) {
        Arrays.fill(foreign, reading.word(hit.from()), reading.word(hit.to() - 1) + 1, true);
      }
    }
    mentions.removeIf(mention -> foreign[mention.from()] || foreign[mention.to() - 1]);
  }

  /**
   * For every word the length of the name that is surely ours there: what the text says to be a
   * unit counts as endless, any other name may still be longer than the foreign one.
   */
  private static int[] ours(List<PlaceMention> mentions, int words, Gazetteer gazetteer) {
    int[] ours = new int[words];
    for (int i = 0; i < mentions.size(); i++) {
      PlaceMention mention = mentions.get(i);
      boolean beside =
          i + 1 < mentions.size()
              && mentions.get(i + 1).distance(mention) <= 1
              && gazetteer.lieTogether(mention, mentions.get(i + 1));
      boolean said = mention.prefix() != null || (beside && !mention.isNoUnit());
      int length = said ? Integer.MAX_VALUE : mention.length();
      Arrays.fill(ours, said ? mention.start() : mention.from(), mention.to(), length);
    }
    return ours;
  }

  /** After a word of going only what is said to be a unit is ours: {@code qua cam lam việc}. */
  private static boolean isOurs(SignHit hit, int[] ours, boolean towards, Reading reading) {
    int length = reading.word(hit.to() - 1) + 1 - reading.word(hit.from());
    if (towards) {
      length = Integer.MAX_VALUE - 1;
    }
    return ours[reading.word(hit.from())] > length && ours[reading.word(hit.to() - 1)] > length;
  }
}
