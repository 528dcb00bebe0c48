package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/**
 * Understanding by a lexicon, a gazetteer and fixed weights of words, without network: linear in
 * the length of the text, the same answer every time.
 *
 * <p>Built for one catalogue snapshot and never changed; safe for many threads.
 */
public final class LexiconUnderstanding implements Understanding {
  /** Rises when the rules in this package change what is understood. */
  private static final String RULES = "7";

  /** Signs shown of one text; a text with more is no message. */
  private static final int MOST_SIGNS = 200;

  /** A sentence longer than this, in words, is narrowed to what stands around the sign. */
  private static final int LONGEST_SENTENCE = 30;

  private static final int AROUND_A_SIGN = 8;

  private final Lexicon lexicon;
  private final Gazetteer gazetteer;
  private final Typing typing;
  private final Weights weights;
  private final String version;

  /** Builds the gazetteer of this snapshot; takes about a second for the whole country. */
  public LexiconUnderstanding(CatalogueSnapshot snapshot, Lexicon lexicon) {
    this.lexicon = lexicon;
    this.gazetteer = new Gazetteer(snapshot, lexicon);
    this.typing = new Typing(gazetteer.vocabulary(), lexicon.vocabulary());
    this.weights = new Weights(lexicon.weights(), gazetteer.vocabulary());
    this.version = RULES + "-" + lexicon.fingerprint();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Understood understand(String text, LocalDate day, @Nullable Long hotlineUnitId) {
    return understand(text, day, hotlineUnitId, weights::of);
  }

  /** Forms an opinion of a text. */
  private interface Scale {
    Weights.Opinion weigh(
        Reading reading, List<Sentences.Sentence> sentences, boolean[] place, Marks marks);
  }

  private Understood understand(
      String text, LocalDate day, @Nullable Long hotlineUnitId, Scale scale) {
    Words words = Words.of(text, typing);
    Reading reading = Reading.of(words, lexicon.abbreviations());
    List<SignHit> hits = SignFinder.in(reading, lexicon);
    List<PlaceMention> mentions =
        new ArrayList<>(PlaceMentions.in(words, day, gazetteer, lexicon.placeWords()));
    ForeignPlaces.settle(hits, mentions, reading, lexicon.grammar(), gazetteer);
    Arrivals.note(hits, mentions, reading, lexicon.placeWords().roleWords());
    PlaceRanking.Result places =
        PlaceRanking.rank(gazetteer, lexicon, words, mentions, day, hotlineUnitId);
    AgeReader.Ages ages = lexicon.ages().read(reading, day);
    List<Understood.When> times = lexicon.times().read(reading, day);
    Routes routes =
        Routes.read(
            reading, lexicon, hits, places.destinations(), () -> neighbour(places.places()));
    boolean[] place = placeWords(words, places.places());
    List<Sentences.Sentence> sentences = Sentences.of(reading);
    Assessment.Result result =
        Assessment.of(
            lexicon,
            reading,
            hits,
            routes,
            ages,
            times,
            day,
            sentences,
            marks -> scale.weigh(reading, sentences, place, marks));
    hits.addAll(result.byWords());
    return new Understood(
        version,
        result.kind(),
        span(reading, result.kindBecause()),
        result.categories(),
        lexicon.hints(result.categories(), hits),
        result.urgency().level(),
        cause(reading, result.urgency().cause()),
        result.child(),
        childCause(reading, result, ages),
        result.crossBorder(),
        result.destination(),
        span(reading, routes.because()),
        result.sender(),
        lexicon.people().read(reading),
        times,
        places.places(),
        places.decided(),
        places.ambiguous(),
        abroad(reading, hits, routes),
        Localities.in(words, lexicon.placeWords(), mentions),
        signs(reading, hits, ages));
  }

  /**
   * What of a text {@link Weights} can weigh: marks of the whole; of each sentence rows of words
   * and marks.
   */
  record Evidence(Set<String> marks, List<Set<String>> sentences) {}

  Evidence evidence(String text, LocalDate day) {
    Set<String> marks = new LinkedHashSet<>();
    List<Set<String>> held = new ArrayList<>();
    var unused =
        understand(
            text,
            day,
            null,
            (reading, sentences, place, marksOfText) -> {
              marksOfText.whole().forEach(mark -> marks.add(mark.name()));
              for (int i = 0; i < sentences.size(); i++) {
                Set<String> one =
                    WordRows.rows(sentences.get(i), reading, place, gazetteer.vocabulary());
                one.addAll(weights.classes(reading, sentences.get(i), place));
                marksOfText.bySentence().get(i).forEach(mark -> one.add(mark.name()));
                held.add(one);
              }
              return weights.of(reading, sentences, place, marksOfText);
            });
    return new Evidence(marks, held);
  }

  /** For each word whether it is part of the name of a place. */
  private static boolean[] placeWords(Words words, List<Understood.Place> places) {
    boolean[] place = new boolean[words.count()];
    for (Understood.Place found : places) {
      for (Understood.Span span : found.spans()) {
        int from = words.firstFrom(span.start());
        for (int word = from; word < place.length && words.end(word) <= span.end(); word++) {
          place[word] = true;
        }
      }
    }
    return place;
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

  /** The country beyond the border of where it happens, null when that is unknown or far. */
  private @Nullable String neighbour(List<Understood.Place> places) {
    return places.isEmpty() ? null : lexicon.neighbour(gazetteer, places.get(0).unitId());
  }

  private List<Understood.Abroad> abroad(Reading reading, List<SignHit> hits, Routes routes) {
    List<Understood.Abroad> abroad = new ArrayList<>(0);
    for (SignHit hit : hits) {
      String country = hit.group().country();
      Understood.Span span = country == null ? null : span(reading, hit);
      if (country != null && span != null) {
        abroad.add(
            new Understood.Abroad(
                country,
                lexicon.countryName(country),
                routes.role(hit, reading, lexicon.grammar()),
                span));
      }
    }
    return List.copyOf(abroad);
  }

  private static Understood.@Nullable Span childCause(
      Reading reading, Assessment.Result result, AgeReader.Ages ages) {
    if (ages.childWord() >= 0) {
      return span(reading.words(), ages.childWord(), ages.childWord());
    }
    return result.child() ? span(reading, result.childBecause()) : null;
  }

  private static Understood.@Nullable Span cause(Reading reading, @Nullable SignHit cause) {
    if (cause == null) {
      return null;
    }
    Words words = reading.words();
    int first = reading.word(cause.from());
    int last = reading.word(cause.to() - 1);
    int from = words.sentenceStart(first);
    int to = words.sentenceEnd(last);
    if (to - from > LONGEST_SENTENCE) {
      from = Math.max(from, first - AROUND_A_SIGN);
      to = Math.min(to, last + 1 + AROUND_A_SIGN);
    }
    return span(words, from, to - 1);
  }

  private static Understood.@Nullable Span span(Reading reading, @Nullable SignHit hit) {
    return hit == null
        ? null
        : span(reading.words(), reading.word(hit.from()), reading.word(hit.to() - 1));
  }

  private static Understood.Span span(Words words, int first, int last) {
    return new Understood.Span(words.start(first), words.end(last));
  }
}
