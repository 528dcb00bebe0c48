package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.PlaceMention.Spelled;
import vn.tinbao.server.understanding.PlaceWords.Beside;
import vn.tinbao.server.understanding.PlaceWords.Prefix;

/**
 * Finds every name of a unit in a text: the longest names first, those inside a longer one dropped.
 */
final class PlaceMentions {
  private static final int LONGEST_NAME = 8;

  /** Unknown words that are looked at; a text with more is written in another alphabet. */
  private static final int MOST_MISSPELLED = 100;

  /** So many words before an unknown one may belong to the same name. */
  private static final int MISSPELLED_REACH = 3;

  private final Gazetteer gazetteer;
  private final PlaceWords placeWords;
  private final Words words;
  private final LocalDate day;
  private final char[] letters = new char[NearNames.LONGEST];

  private PlaceMentions(Gazetteer gazetteer, PlaceWords placeWords, Words words, LocalDate day) {
    this.gazetteer = gazetteer;
    this.placeWords = placeWords;
    this.words = words;
    this.day = day;
  }

  static List<PlaceMention> in(
      Words words, LocalDate day, Gazetteer gazetteer, PlaceWords placeWords) {
    return new PlaceMentions(gazetteer, placeWords, words, day).find();
  }

  private List<PlaceMention> find() {
    List<PlaceMention> all = new ArrayList<>();
    int[] longestFrom = new int[words.count()];
    for (int from = 0; from < words.count(); from++) {
      int node = PhraseTrie.ROOT;
      for (int to = from; to < words.count() && to - from < LONGEST_NAME; to++) {
        if (to > from && words.before(to) != Words.JOINED) {
          break;
        }
        node = gazetteer.names().step(node, words.id(to));
        if (node == PhraseTrie.NOWHERE) {
          break;
        }
        PlaceMention mention = mention(node, from, to + 1);
        PlaceMention shorter = longestFrom[from] == 0 ? null : all.get(all.size() - 1);
        if (mention != null && (shorter == null || !isBetter(shorter, mention))) {
          all.add(mention);
          longestFrom[from] = to + 1;
        }
      }
    }
    all.removeIf(mention -> insideLonger(mention, longestFrom));
    addMisspelled(all);
    return withoutPartsOfOtherNames(withoutOverlaps(all));
  }

  /** {@code phường Láng có} names no Lăng Cô: the accents and the kind are those of Láng. */
  private boolean isBetter(PlaceMention shorter, PlaceMention longer) {
    boolean wrongAccents = longer.spelled() != Spelled.WELL && shorter.spelled() == Spelled.WELL;
    return wrongAccents || (isOfItsKind(shorter) && !isOfItsKind(longer));
  }

  /** Whether a unit of this name is of the kind that the text says. */
  private boolean isOfItsKind(PlaceMention mention) {
    Prefix prefix = mention.prefix();
    if (prefix == null) {
      return false;
    }
    for (Gazetteer.Name name : mention.names()) {
      if (prefix.fitsKind(gazetteer.unit(name.unit()))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable PlaceMention mention(int node, int from, int to) {
    if (gazetteer.names().begin(node) == gazetteer.names().end(node)) {
      return null;
    }
    List<Gazetteer.Name> agreeing = known(node, from, true);
    Spelled spelled = Spelled.WELL;
    if (agreeing.isEmpty()) {
      if (!mayHaveOtherAccents(from, to)) {
        return null;
      }
      agreeing = known(node, from, false);
      spelled = Spelled.OTHER_ACCENTS;
      if (agreeing.isEmpty()) {
        return null;
      }
    }
    PlaceMention mention = mention(from, to, agreeing, spelled);
    return isPlausible(mention) ? mention : null;
  }

  /** Names in words that nobody knows, where the text says that a place's name stands. */
  private void addMisspelled(List<PlaceMention> all) {
    int found = all.size();
    int coveredTo = 0;
    int tried = 0;
    for (int word = 0; word < words.count() && tried < MOST_MISSPELLED; word++) {
      boolean readable = words.length(word) > 1 && words.length(word) <= NearNames.LONGEST;
      if (words.id(word) == Vocabulary.UNKNOWN && readable && !words.isNumber(word)) {
        tried++;
        PlaceMention mention = misspelled(word, coveredTo, all);
        if (mention != null) {
          all.removeIf(other -> other.overlaps(mention));
          all.add(mention);
          coveredTo = mention.to();
        }
      }
    }
    if (all.size() != found || coveredTo > 0) {
      all.sort(Comparator.comparingInt(PlaceMention::from));
    }
  }

  /**
   * The name that holds this unknown word: without its blanks rather than mistyped, then longest.
   */
  private @Nullable PlaceMention misspelled(int unknown, int coveredTo, List<PlaceMention> all) {
    PlaceMention best = null;
    int first = Math.max(coveredTo, unknown - MISSPELLED_REACH);
    for (int from = unknown; from >= first; from--) {
      if (from < unknown && words.before(from + 1) != Words.JOINED) {
        break;
      }
      for (int to = unknown + 1; to <= Math.min(words.count(), from + MISSPELLED_REACH + 1); to++) {
        if (to > unknown + 1 && words.before(to - 1) != Words.JOINED) {
          break;
        }
        PlaceMention mention = misspelled(from, to, to - from == 1);
        if (mention != null
            && (best == null || isBetterSpelled(mention, best))
            && !tears(mention, all)) {
          best = mention;
        }
      }
    }
    return best;
  }

  private static boolean isBetterSpelled(PlaceMention one, PlaceMention other) {
    return one.spelled() == other.spelled()
        ? one.length() > other.length()
        : one.spelled() == Spelled.GLUED;
  }

  /** Whether a guess would take the words of a district or province that is well spelled. */
  private boolean tears(PlaceMention guess, List<PlaceMention> all) {
    for (PlaceMention other : all) {
      if (other.from() < guess.to() && guess.from() < other.to() && isContainer(other)) {
        return true;
      }
    }
    return false;
  }

  private boolean isContainer(PlaceMention mention) {
    for (Gazetteer.Name name : mention.names()) {
      if (gazetteer.unit(name.unit()).level() != UnitLevel.COMMUNE) {
        return mention.spelled() == Spelled.WELL;
      }
    }
    return false;
  }

  private @Nullable PlaceMention misspelled(int from, int to, boolean alone) {
    int length = 0;
    for (int word = from; word < to; word++) {
      length = words.copyLetters(word, letters, length);
      if (length > letters.length) {
        return null;
      }
    }
    if (!alone && !saysThatAPlaceFollows(from, to)) {
      return null;
    }
    NearNames.Found near = gazetteer.nearNames().find(letters, length);
    if (near == null || (!near.exact() && !saysThatAPlaceFollows(from, to))) {
      return null;
    }
    List<Gazetteer.Name> names =
        near.names().stream()
            .filter(name -> !gazetteer.unit(name.unit()).validFrom().isAfter(day))
            .toList();
    Spelled spelled = near.exact() ? Spelled.GLUED : Spelled.MISTYPED;
    return names.isEmpty() ? null : mention(from, to, names, spelled);
  }

  private boolean saysThatAPlaceFollows(int from, int to) {
    return placeWords.prefixBefore(words, from) != null
        || placeWords.roleWords().saysPlace(words, from)
        || isGateBefore(from)
        || (to - from > 1 && words.areCapitals(from, to));
  }

  /** The names at this node of the trie that stand on the day. */
  private List<Gazetteer.Name> known(int node, int from, boolean agreeing) {
    PhraseTrie<Gazetteer.Name> names = gazetteer.names();
    List<Gazetteer.Name> known = List.of();
    int end = names.end(node);
    for (int i = names.begin(node); i < end; i++) {
      Gazetteer.Name name = names.entry(i);
      boolean said = name.kind() != Gazetteer.NameKind.GATE || !name.common() || isGateBefore(from);
      boolean letters = name.kind() == Gazetteer.NameKind.LETTERS;
      boolean fits = letters ? isInCapitals(from) : !agreeing || agrees(name, from);
      if (said && fits && !gazetteer.unit(name.unit()).validFrom().isAfter(day)) {
        known = known.isEmpty() ? new ArrayList<>(end - i) : known;
        known.add(name);
      }
    }
    return known;
  }

  private boolean isGateBefore(int word) {
    Markers.Marker<Beside> beside = placeWords.besideBefore(words, word);
    return beside != null && beside.meaning() == Beside.GATE;
  }

  private boolean isInCapitals(int word) {
    return words.usesCase()
        && words
            .text()
            .substring(words.start(word), words.end(word))
            .chars()
            .allMatch(Character::isUpperCase);
  }

  private boolean agrees(Gazetteer.Name name, int from) {
    long[] accents = name.spelling().accents();
    for (int i = 0; i < accents.length; i++) {
      if (Accents.agreement(words.accents(from + i), accents[i]) == Accents.Agreement.CONFLICT) {
        return false;
      }
    }
    return true;
  }

  /** A wrong accent is forgiven where the text says by itself that a unit's name stands here. */
  private boolean mayHaveOtherAccents(int from, int to) {
    return to - from > 1
        && (placeWords.prefixBefore(words, from) != null || words.areCapitals(from, to));
  }

  /** Without accents and without a prefix, everyday words are no names. */
  private boolean isPlausible(PlaceMention mention) {
    if (placeWords.tearsPrefix(words, mention.to())
        || placeWords.isSomethingElse(words, mention.from(), mention.to())) {
      return false;
    }
    if (mention.prefix() != null || mention.beside() != Beside.NOTHING) {
      return true;
    }
    if (mention.length() == 1 && !words.areCapitals(mention.from(), mention.to())) {
      boolean bare = words.accents(mention.from()) == Accents.NONE;
      return !(bare || words.usesCase()) || !placeWords.isCommonWord(words, mention.from());
    }
    if (words.accented() || isCapitalisedInside(mention)) {
      return true;
    }
    return !placeWords.tearsEverydayWord(words, mention.from(), mention.to());
  }

  private boolean isCapitalisedInside(PlaceMention mention) {
    return words.areCapitals(mention.from(), mention.to())
        && words.before(mention.from()) != Words.SENTENCE;
  }

  private PlaceMention mention(int from, int to, List<Gazetteer.Name> names, Spelled spelled) {
    Markers.Marker<Prefix> before = placeWords.prefixBefore(words, from);
    int start = before == null ? from : from - before.length();
    int end = to;
    Prefix prefix = before == null ? null : before.meaning();
    Beside beside = Beside.NOTHING;
    int first = start;
    if (before == null) {
      Markers.Marker<Prefix> after = placeWords.suffixAt(words, to);
      prefix = after == null ? null : after.meaning();
      end = after == null ? to : to + after.length();
      Markers.Marker<Beside> marker = placeWords.besideBefore(words, from);
      if (prefix == null && marker != null) {
        beside = marker.meaning();
        first = from - marker.length();
      } else if (prefix == null && placeWords.isCalled(words, to)) {
        beside = Beside.PERSON;
      }
    }
    return new PlaceMention(
        from,
        to,
        start,
        end,
        first,
        prefix,
        placeWords.roleWords().read(words, first, end),
        beside,
        placeWords.saysOld(words, end),
        spelled,
        names);
  }

  private static boolean insideLonger(PlaceMention mention, int[] longestFrom) {
    for (int from = Math.max(0, mention.from() - LONGEST_NAME); from <= mention.from(); from++) {
      boolean longer = from < mention.from() || longestFrom[from] > mention.to();
      if (longer && longestFrom[from] >= mention.to()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of names that share a word, the one that is said to be a unit; a province before all others;
   * the two at the sides rather than the one between them ({@code Thọ Xuân Thanh Hóa} names no
   * {@code Xuân Thanh}); else both.
   */
  private List<PlaceMention> withoutOverlaps(List<PlaceMention> mentions) {
    List<PlaceMention> kept = new ArrayList<>(mentions.size());
    for (int i = 0; i < mentions.size(); i++) {
      PlaceMention mention = mentions.get(i);
      PlaceMention before = kept.isEmpty() ? null : kept.get(kept.size() - 1);
      if (before != null && before.overlaps(mention)) {
        PlaceMention after = i + 1 < mentions.size() ? mentions.get(i + 1) : null;
        boolean between = after != null && after.overlaps(mention) && !after.overlaps(before);
        if (before.to() <= mention.from() && gazetteer.lieTogether(before, mention)) {
          kept.add(mention.withoutPrefix());
          continue;
        }
        if (isBearer(before, mention)) {
          kept.set(kept.size() - 1, mention);
          continue;
        }
        if (!isOfItsKind(mention)
            && !isAtProvince(before, mention)
            && (outdoes(before, mention) || between)) {
          continue;
        }
        if (!isOfItsKind(before) && (outdoes(mention, before) || isAtProvince(before, mention))) {
          kept.remove(kept.size() - 1);
        }
      }
      kept.add(mention);
    }
    return kept;
  }

  /** {@code o cho Long Xuyen} says "the market of Long Xuyên" and names no Chơ Long. */
  private boolean isBearer(PlaceMention before, PlaceMention mention) {
    return !words.accented()
        && before.prefix() == null
        && mention.first() == before.from()
        && placeWords.isMarket(words, before.from());
  }

  /** {@code o lam dong} says "in Lâm Đồng" and names no Ô Lâm. */
  private boolean isAtProvince(PlaceMention before, PlaceMention mention) {
    return !words.accented()
        && before.prefix() == null
        && mention.from() == before.from() + 1
        && words.length(before.from()) == 1
        && mention.names().stream()
            .anyMatch(name -> gazetteer.unit(name.unit()).level() == UnitLevel.PROVINCE);
  }

  private boolean outdoes(PlaceMention one, PlaceMention other) {
    if (isOfItsKind(one) || isOfItsKind(other)) {
      return isOfItsKind(one);
    }
    if (mayBeProvince(one) || mayBeProvince(other)) {
      return mayBeProvince(one) && !mayBeProvince(other);
    }
    RoleWords roles = placeWords.roleWords();
    return roles.saysPlace(words, one.first()) && !roles.saysPlace(words, other.first());
  }

  private boolean mayBeProvince(PlaceMention mention) {
    for (Gazetteer.Name name : mention.names()) {
      if (gazetteer.unit(name.unit()).level() == UnitLevel.PROVINCE) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code Trần Ngọc Hà} is a person and {@code công ty Đại Hòa Bình} a company: a name behind
   * another word that is written as a name is a part of that. In {@code Bến Cầu Tây Ninh} the word
   * before Tây Ninh is part of another place and says nothing of it.
   */
  private List<PlaceMention> withoutPartsOfOtherNames(List<PlaceMention> mentions) {
    int coveredTo = 0;
    for (int i = 0; i < mentions.size(); i++) {
      PlaceMention mention = mentions.get(i);
      if (mention.beside() != Beside.NOTHING
          && mention.from() > 0
          && mention.from() - 1 < coveredTo) {
        mentions.set(i, mention.as(Beside.NOTHING));
      } else if (isPartOfAName(mention, coveredTo)) {
        mentions.set(i, mention.as(Beside.PERSON));
      }
      coveredTo = Math.max(coveredTo, mention.end());
    }
    for (int i = 0; i < mentions.size(); i++) {
      int next = i + 1 < mentions.size() ? mentions.get(i + 1).first() : words.count();
      if (goesOn(mentions.get(i), next)) {
        mentions.set(i, mentions.get(i).as(Beside.PERSON));
      }
    }
    return mentions;
  }

  /** {@code Châu Lý Xó De}: the name is longer than that of the unit. */
  private boolean goesOn(PlaceMention mention, int next) {
    int after = mention.end();
    return words.usesCase()
        && mention.prefix() == null
        && mention.beside() == Beside.NOTHING
        && after < next
        && words.before(after) == Words.JOINED
        && words.length(after) > 1
        && words.capital(after)
        && !words.isNumber(after)
        && words.areCapitals(mention.from(), mention.to())
        && !mayBeProvince(mention)
        && !placeWords.roleWords().isRoleWord(words, after)
        && placeWords.prefixAt(words, after) == null;
  }

  private boolean isPartOfAName(PlaceMention mention, int coveredTo) {
    int before = mention.from() - 1;
    return words.usesCase()
        && mention.prefix() == null
        && mention.beside() == Beside.NOTHING
        && before > 0
        && before >= coveredTo
        && words.before(mention.from()) == Words.JOINED
        && words.before(before) != Words.SENTENCE
        && words.capital(before)
        && words.length(before) > 1
        && words.areCapitals(mention.from(), mention.to())
        && !mayBeProvince(mention)
        && !placeWords.isPeople(words, before)
        && !placeWords.roleWords().isRoleWord(words, before);
  }
}
