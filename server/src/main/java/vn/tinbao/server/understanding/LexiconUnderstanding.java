package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/**
 * Understanding by a lexicon and a gazetteer, without training and without network: linear in the
 * length of the text, the same answer every time.
 *
 * <p>Built for one catalogue snapshot and never changed; safe for many threads.
 */
public final class LexiconUnderstanding implements Understanding {
  /** Rises when the rules in this package change what is understood. */
  private static final String RULES = "1";

  /** Signs shown of one text; a text with more is no message. */
  private static final int MOST_SIGNS = 200;

  /** A sentence longer than this, in words, is narrowed to what stands around the sign. */
  private static final int LONGEST_SENTENCE = 30;

  private static final int AROUND_A_SIGN = 8;

  private final Lexicon lexicon;
  private final Gazetteer gazetteer;
  private final String version;

  /** Builds the gazetteer of this snapshot; takes about a second for the whole country. */
  public LexiconUnderstanding(CatalogueSnapshot snapshot, Lexicon lexicon) {
    this.lexicon = lexicon;
    this.gazetteer = new Gazetteer(snapshot, lexicon);
    this.version = RULES + "-" + lexicon.fingerprint();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Understood understand(String text, LocalDate day, @Nullable Long hotlineUnitId) {
    Words words = Words.of(text, gazetteer.vocabulary());
    Reading reading = Reading.of(words, lexicon.abbreviations());
    List<SignHit> hits = new ArrayList<>(SignFinder.in(reading, lexicon));
    List<PlaceMention> mentions =
        new ArrayList<>(PlaceMentions.in(words, day, gazetteer, lexicon.placeWords()));
    ForeignPlaces.settle(hits, mentions, reading, lexicon.grammar());
    PlaceRanking.Result places =
        PlaceRanking.rank(gazetteer, lexicon, words, mentions, day, hotlineUnitId);
    Routes routes = Routes.read(reading, lexicon, hits, places.destinations());
    AgeReader.Ages ages = lexicon.ages().read(words, day);
    Assessment.Result result = Assessment.of(lexicon, reading, hits, routes, ages, day);
    return new Understood(
        version,
        result.kind(),
        result.categories(),
        result.urgency(),
        cause(reading, result),
        result.child(),
        result.crossBorder(),
        result.destination(),
        places.places(),
        places.decided(),
        places.ambiguous(),
        signs(reading, hits, ages));
  }

  private List<Understood.Sign> signs(Reading reading, List<SignHit> hits, AgeReader.Ages ages) {
    List<Understood.Sign> signs = new ArrayList<>(hits.size());
    for (SignHit hit : hits) {
      if (signs.size() == MOST_SIGNS) {
        break;
      }
      SignGroup group = hit.group();
      if (!group.silent()) {
        String label = hit.negated() ? group.label() + " (bị phủ định)" : group.label();
        int weight = hit.negated() ? 0 : group.weight();
        Understood.Span span =
            span(reading.words(), reading.word(hit.from()), reading.word(hit.to() - 1));
        signs.add(new Understood.Sign(group.code(), label, weight, span));
      }
    }
    if (ages.childWord() >= 0) {
      SignGroup age = lexicon.childAge();
      Understood.Span span = span(reading.words(), ages.childWord(), ages.childWord());
      signs.add(new Understood.Sign(age.code(), age.label(), age.weight(), span));
    }
    signs.sort(Comparator.comparingInt(sign -> sign.span().start()));
    return List.copyOf(signs);
  }

  private static Understood.@Nullable Span cause(Reading reading, Assessment.Result result) {
    if (result.causeFrom() < 0) {
      return null;
    }
    Words words = reading.words();
    int first = reading.word(result.causeFrom());
    int last = reading.word(result.causeTo() - 1);
    int from = words.sentenceStart(first);
    int to = words.sentenceEnd(last);
    if (to - from > LONGEST_SENTENCE) {
      from = Math.max(from, first - AROUND_A_SIGN);
      to = Math.min(to, last + 1 + AROUND_A_SIGN);
    }
    return span(words, from, to - 1);
  }

  private static Understood.Span span(Words words, int first, int last) {
    return new Understood.Span(words.start(first), words.end(last));
  }
}
