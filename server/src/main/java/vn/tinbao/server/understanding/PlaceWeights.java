package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.PlaceMention.Spelled;
import vn.tinbao.server.understanding.PlaceWords.Beside;
import vn.tinbao.server.understanding.RoleWords.Role;

/**
 * Weighs every unit that a mention may mean, in points.
 *
 * <p>A name counts by its length and its accents, by the word before it, by a district or province
 * named beside it, by the territory of the hotline, and by whether the unit still stands. A name
 * that is also an ordinary word, and a name of one syllable, cannot win by itself.
 *
 * <p>The points were set by hand so that one support (prefix, container, hotline) outweighs any sum
 * of small signs, and checked on the labelled reports and on all communes of the country.
 */
final class PlaceWeights {
  // What the name itself gives: by syllables, by level, by how it is spelled.
  private static final int ONE_SYLLABLE = 15;
  private static final int TWO_SYLLABLES = 32;
  private static final int THREE_SYLLABLES = 42;
  private static final int MORE_SYLLABLES = 48;
  private static final int NAME_IN_USE = 40;
  private static final int NUMBER = 32;
  private static final int NOTHING_BY_ITSELF = -200;
  private static final int PROVINCE = 12;

  /** People go on naming it: "Bình Dương" is seldom the commune of that name far away. */
  private static final int FORMER_PROVINCE = 20;

  private static final int DISTRICT = 4;

  /** Mỹ Tho is the city before all communes of that name. */
  private static final int CITY = 15;

  private static final int STEM_ONLY = -10;
  private static final int ALL_ACCENTS = 15;
  private static final int ACCENTS_NOT_NEEDED = 10;
  private static final int ACCENTS_MISSING = -12;
  private static final int ACCENTS_IN_PART = -6;
  private static final int NO_OTHER_OF_THIS_NAME = 8;
  private static final int EVERYDAY_WORD = -35;

  // What stands beside it.
  private static final int RIGHT_PREFIX = 25;
  private static final int PREFIX_OF_LEVEL = 14;
  private static final int WRONG_PREFIX = -25;
  private static final int CONTAINER_NEXT_TO_IT = 26;
  private static final int CONTAINER_NEAR = 20;
  private static final int CONTAINER_SOMEWHERE = 14;
  private static final int CONTAINER_BY_CHANCE = 4;
  private static final int SECOND_CONTAINER = 8;
  private static final int OTHER_CONTAINER_NEXT_TO_IT = -18;
  private static final int IS_THERE = 8;
  private static final int CAPITALS = 5;
  private static final int STREET_OR_PERSON = -30;
  private static final int BEARER_OF_THE_NAME = -4;
  private static final int GATE_THERE = 40;
  private static final int WRONG_ACCENTS = -20;
  private static final int WRONG_LETTERS = -14;
  private static final int OTHER_LETTERS = -12;

  // What is known from elsewhere.
  private static final int HOTLINES_TERRITORY = 20;
  private static final int HOTLINES_DISTRICT = 12;
  private static final int HOTLINES_PROVINCE = 6;

  /** Who names a unit of today means it, though another was once called so. */
  private static final int OF_ITS_TIME = 16;

  /** Words between a unit and its container, at most: {@code xã A huyện B}. */
  static final int NEXT_TO = 1;

  private static final int NEAR = 4;

  private static final int LONG_SYLLABLE = 4;

  private final Gazetteer gazetteer;
  private final PlaceWords placeWords;
  private final Words words;
  private final LocalDate day;
  private final int hotline;
  private final Map<Integer, MentionsInOrder> namedContainers = new HashMap<>();
  private final BitSet isNamed = new BitSet();
  private final MentionsInOrder namedProvinces = new MentionsInOrder();
  private final MentionsInOrder namedDistricts = new MentionsInOrder();

  PlaceWeights(
      Gazetteer gazetteer,
      Lexicon lexicon,
      Words words,
      List<PlaceMention> mentions,
      LocalDate day,
      @Nullable Long hotlineUnitId) {
    this.gazetteer = gazetteer;
    this.placeWords = lexicon.placeWords();
    this.words = words;
    this.day = day;
    this.hotline = gazetteer.indexOf(hotlineUnitId);
    collectContainers(mentions);
  }

  /**
   * Districts and provinces named in the text, with the words where they are named. {@code tp Cà
   * Mau} is the town and not the province.
   */
  private void collectContainers(List<PlaceMention> mentions) {
    for (PlaceMention mention : mentions) {
      if (mention.isNoUnit() || isEverydayWord(mention)) {
        continue;
      }
      boolean ofItsKind = saysKindOfContainer(mention);
      for (Gazetteer.Name name : mention.names()) {
        Unit unit = gazetteer.unit(name.unit());
        if (isContainer(mention, unit, ofItsKind)) {
          isNamed.set(name.unit());
          namedContainers.computeIfAbsent(name.unit(), u -> new MentionsInOrder()).add(mention);
          if (name.kind() == Gazetteer.NameKind.LETTERS) {
            continue; // it may mean anything else, and contradicts nothing
          }
          if (unit.level() == UnitLevel.PROVINCE) {
            namedProvinces.add(mention);
          } else if (mention.prefix() != null) {
            namedDistricts.add(mention);
          }
        }
      }
    }
  }

  /** {@code sang thay di an xin} says nothing of Dĩ An. */
  private boolean isEverydayWord(PlaceMention mention) {
    return !words.accented()
        && mention.prefix() == null
        && mention.role() == Role.NONE
        && !isCapitalised(mention)
        && placeWords.isEverydayWord(words, mention.from(), mention.to())
        && mention.names().stream()
            .noneMatch(name -> gazetteer.unit(name.unit()).level() == UnitLevel.PROVINCE);
  }

  private static boolean isContainer(PlaceMention mention, Unit unit, boolean ofItsKind) {
    PlaceWords.Prefix prefix = mention.prefix();
    return unit.level() != UnitLevel.COMMUNE
        && (prefix == null || (ofItsKind ? prefix.fitsKind(unit) : prefix.fitsLevel(unit)));
  }

  private boolean saysKindOfContainer(PlaceMention mention) {
    for (Gazetteer.Name name : mention.names()) {
      Unit unit = gazetteer.unit(name.unit());
      if (mention.prefix() != null && isContainer(mention, unit, true)) {
        return true;
      }
    }
    return false;
  }

  /** All units that the mention may mean, weighed; empty when only a gate was named without it. */
  List<PlaceCandidate> of(PlaceMention mention) {
    List<PlaceCandidate> candidates = new ArrayList<>(mention.names().size());
    PlaceMention province = namedProvinces.nearest(mention);
    PlaceMention district = namedDistricts.nearest(mention);
    for (Gazetteer.Name name : mention.names()) {
      PlaceCandidate candidate =
          new PlaceCandidate(mention, name, gazetteer.currentOf(name.unit(), day));
      weigh(candidate, province, district);
      candidates.add(candidate);
    }
    if (any(candidates, c -> gazetteer.unit(c.unit).level() == UnitLevel.PROVINCE)) {
      candidates.forEach(c -> c.small = false);
    }
    dropOtherAccents(candidates);
    doubtOtherLetters(candidates);
    doubtThoseLyingElsewhere(candidates);
    doubtOtherAccents(candidates);
    dropInnerOfSameName(candidates);
    dropOuterOfOtherKind(candidates);
    boolean standing = any(candidates, c -> c.stands && !mention.old());
    boolean onlyOne = isOnlyOne(candidates, standing);
    boolean place = saysPlace(mention);
    boolean tag = isTag(mention);
    boolean named = place || tag || isCapitalisedInside(mention);
    for (PlaceCandidate candidate : candidates) {
      candidate.alone = onlyOne && (candidate.stands || !standing);
      candidate.score += candidate.alone ? NO_OTHER_OF_THIS_NAME : 0;
      candidate.mayWin = mayWin(candidate, named);
      if (candidate.name.common()
          && !candidate.mayWin
          && !((place || tag) && isNoSmallWord(mention))) {
        candidate.score += EVERYDAY_WORD;
      }
    }
    return candidates;
  }

  static boolean any(List<PlaceCandidate> candidates, Predicate<PlaceCandidate> what) {
    for (int i = 0; i < candidates.size(); i++) {
      if (what.test(candidates.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Weighs one beside the province and the district that are named nearest to it. */
  private void weigh(
      PlaceCandidate candidate, @Nullable PlaceMention province, @Nullable PlaceMention district) {
    Unit unit = gazetteer.unit(candidate.unit);
    candidate.stands = unit.standsOn(day);
    candidate.livesOn =
        candidate.currents.length == 1
            && gazetteer.unit(candidate.currents[0]).level().compareTo(unit.level()) >= 0;
    candidate.score = ofName(candidate, unit) + ofAccents(candidate) + ofPrefix(candidate, unit);
    findParents(candidate);
    candidate.score += ofParents(candidate) + ofHotline(candidate);
    candidate.score += isOfItsTime(candidate, unit) ? OF_ITS_TIME : 0;
    candidate.score += candidate.mention.role() == Role.AT ? IS_THERE : 0;
    candidate.score += ofCapitals(candidate.mention) + ofBeside(candidate);
    candidate.contradicted = isContradicted(candidate, province, district);
    candidate.score += candidate.contradicted ? OTHER_CONTAINER_NEXT_TO_IT : 0;
    candidate.small =
        unit.level() != UnitLevel.PROVINCE && candidate.name.kind() != Gazetteer.NameKind.GATE;
    candidate.precise = candidate.small && (candidate.prefixFits || isContainerNextTo(candidate));
  }

  /** {@code Ya Ly} is Ya Ly, though there is an Ia Ly, which some spell so. */
  private static void doubtOtherLetters(List<PlaceCandidate> candidates) {
    boolean listed = any(candidates, c -> c.name.listed());
    for (PlaceCandidate candidate : candidates) {
      candidate.score += listed && !candidate.name.listed() ? OTHER_LETTERS : 0;
    }
  }

  /**
   * "Xã Ia Dom, huyện Ia H'Drai" is not the Ia Dom of another district, be it of the province that
   * is named after the district.
   */
  private static void doubtThoseLyingElsewhere(List<PlaceCandidate> candidates) {
    if (candidates.size() < 2 || !any(candidates, PlaceWeights::isContainerNextTo)) {
      return;
    }
    List<PlaceMention> besides = new ArrayList<>(1);
    for (PlaceCandidate candidate : candidates) {
      PlaceMention beside = candidate.parentMention;
      if (beside != null && isContainerNextTo(candidate) && !besides.contains(beside)) {
        besides.add(beside);
      }
    }
    for (PlaceCandidate candidate : candidates) {
      if (!candidate.contradicted && !candidate.liesInAny(besides)) {
        candidate.score += OTHER_CONTAINER_NEXT_TO_IT;
        candidate.contradicted = true;
      }
    }
  }

  /**
   * Without accents {@code binh trung} is Bình Trưng, which stands, and Bình Trung, which does not:
   * two names, so that the one of today is not simply the same in its new extent.
   */
  private void doubtOtherAccents(List<PlaceCandidate> candidates) {
    if (words.accented() || any(candidates, PlaceWeights::isContainerNear)) {
      return;
    }
    for (PlaceCandidate candidate : candidates) {
      long[] accents = candidate.name.spelling().accents();
      boolean another =
          candidate.stands
              && any(
                  candidates,
                  c ->
                      !c.stands
                          && !c.contradicted
                          && c.group() != candidate.group()
                          && (c.inHotlineTerritory || !candidate.inHotlineTerritory)
                          && c.prefixFits == candidate.prefixFits
                          && !Arrays.equals(c.name.spelling().accents(), accents));
      candidate.score -= another ? OF_ITS_TIME / 2 : 0;
    }
  }

  /** Another province is named right beside it, and it never lay there. */
  private boolean isContradicted(
      PlaceCandidate candidate, @Nullable PlaceMention province, @Nullable PlaceMention district) {
    UnitLevel level = gazetteer.unit(candidate.unit).level();
    if (level == UnitLevel.PROVINCE || isContainerNear(candidate)) {
      return false;
    }
    return isBeside(province, candidate)
        || (level == UnitLevel.COMMUNE && isBeside(district, candidate));
  }

  /** {@code Nghệ An lên Đăk Tô}: a word of going or being parts the two. */
  private static boolean isBeside(@Nullable PlaceMention container, PlaceCandidate candidate) {
    if (container == null) {
      return false;
    }
    PlaceMention mention = candidate.mention;
    boolean parted = container.from() < mention.from() && mention.role() != Role.NONE;
    return !parted && container.distance(mention) <= NEXT_TO && container.role() == Role.NONE;
  }

  /** Whether no province bears this name any more; Đồng Tháp that was enlarged goes on. */
  private boolean isGone(PlaceCandidate candidate, Unit unit) {
    return !candidate.stands
        && candidate.currents.length > 0
        && !gazetteer.unit(candidate.currents[0]).name().equals(unit.name());
  }

  private int ofName(PlaceCandidate candidate, Unit unit) {
    int score =
        switch (candidate.mention.length()) {
          case 1 -> isLongWord(candidate) ? TWO_SYLLABLES : ONE_SYLLABLE;
          case 2 -> TWO_SYLLABLES;
          case 3 -> THREE_SYLLABLES;
          default -> MORE_SYLLABLES;
        };
    score +=
        switch (unit.level()) {
          case PROVINCE -> isGone(candidate, unit) ? FORMER_PROVINCE : PROVINCE;
          case DISTRICT ->
              isStandingCity(candidate) && candidate.mention.prefix() == null
                  ? CITY
                  : candidate.stands ? DISTRICT : 0;
          case COMMUNE -> 0;
        };
    return switch (candidate.name.kind()) {
      case OFFICIAL -> score;
      case ALIAS -> Math.max(score, NAME_IN_USE);
      case STEM -> score + STEM_ONLY;
      case NUMBERED -> NUMBER;
      case GATE -> candidate.name.common() ? score : Math.max(score, NAME_IN_USE);
      case LETTERS -> NOTHING_BY_ITSELF;
    };
  }

  private boolean isStandingCity(PlaceCandidate candidate) {
    Unit unit = gazetteer.unit(candidate.unit);
    return candidate.stands && unit.level() == UnitLevel.DISTRICT && isCity(unit);
  }

  private static boolean isCity(Unit unit) {
    return unit.kind().startsWith("Thành phố") || unit.kind().startsWith("Thị xã");
  }

  /** {@code Kbang} is as little met by chance as two syllables. */
  private boolean isLongWord(PlaceCandidate candidate) {
    int word = candidate.mention.from();
    return isGlued(candidate)
        || (words.length(word) > LONG_SYLLABLE && !placeWords.isCommonWord(words, word));
  }

  private static boolean isGlued(PlaceCandidate candidate) {
    Spelled spelled = candidate.mention.spelled();
    return spelled == Spelled.GLUED || spelled == Spelled.MISTYPED;
  }

  private int ofAccents(PlaceCandidate candidate) {
    switch (candidate.mention.spelled()) {
      case GLUED -> {
        return 0;
      }
      case MISTYPED -> {
        return WRONG_LETTERS;
      }
      case WELL, OTHER_ACCENTS -> {}
    }
    long[] accents = candidate.name.spelling().accents();
    int marked = 0;
    int exactMarked = 0;
    int bare = 0;
    int partial = 0;
    for (int i = 0; i < accents.length; i++) {
      boolean hasMarks = accents[i] != Accents.NONE;
      marked += hasMarks ? 1 : 0;
      switch (Accents.agreement(words.accents(candidate.mention.from() + i), accents[i])) {
        case EXACT -> exactMarked += hasMarks ? 1 : 0;
        case BARE -> bare++;
        case PARTIAL -> partial++;
        case CONFLICT -> {}
      }
    }
    boolean agrees = bare == 0 && partial == 0;
    candidate.exact = agrees && (marked > 0 || words.accented());
    if (agrees) {
      return marked > 0 ? ALL_ACCENTS : words.accented() ? ACCENTS_NOT_NEEDED : 0;
    }
    if (candidate.mention.spelled() == Spelled.OTHER_ACCENTS) {
      return WRONG_ACCENTS;
    }
    int given = ALL_ACCENTS * exactMarked / Math.max(1, marked);
    return words.accented() ? given + (bare > 0 ? ACCENTS_MISSING : ACCENTS_IN_PART) : given;
  }

  private int ofPrefix(PlaceCandidate candidate, Unit unit) {
    if (candidate.name.kind() == Gazetteer.NameKind.NUMBERED) {
      candidate.prefixFits = true;
      return RIGHT_PREFIX;
    }
    PlaceWords.Prefix prefix = candidate.mention.prefix();
    if (prefix == null) {
      return 0;
    }
    if (!prefix.fitsLevel(unit)) {
      return WRONG_PREFIX;
    }
    candidate.prefixFits = true;
    return prefix.fitsKind(unit) ? RIGHT_PREFIX : PREFIX_OF_LEVEL;
  }

  /** The nearest mention of a unit that contains the candidate, and one of another level. */
  private void findParents(PlaceCandidate candidate) {
    if (namedContainers.isEmpty()) {
      return;
    }
    for (int relative : gazetteer.kin(candidate.unit)) {
      MentionsInOrder named = isNamed.get(relative) ? namedContainers.get(relative) : null;
      PlaceMention nearest = named == null ? null : named.nearest(candidate.mention);
      if (nearest == null) {
        continue;
      }
      PlaceMention first = candidate.parentMention;
      if (first == null
          || nearest.distance(candidate.mention) < first.distance(candidate.mention)) {
        candidate.secondParentMention = first == nearest ? null : first;
        candidate.parentMention = nearest;
        candidate.parentUnit = relative;
      } else if (nearest != first) {
        candidate.secondParentMention = nearest;
      }
    }
  }

  private int ofParents(PlaceCandidate candidate) {
    if (candidate.parentMention == null) {
      return 0;
    }
    int distance = candidate.parentMention.distance(candidate.mention);
    int score = supportsFromAfar(candidate) ? CONTAINER_SOMEWHERE : CONTAINER_BY_CHANCE;
    if (distance <= NEAR) {
      score = distance <= NEXT_TO ? CONTAINER_NEXT_TO_IT : CONTAINER_NEAR;
    }
    return score + (candidate.secondParentMention == null ? 0 : SECOND_CONTAINER);
  }

  private static boolean isContainerNear(PlaceCandidate candidate) {
    return candidate.parentMention != null
        && candidate.parentMention.distance(candidate.mention) <= NEAR;
  }

  /** Far away, an unaccented word that only happens to be a name is not helped by a province. */
  private boolean supportsFromAfar(PlaceCandidate candidate) {
    return candidate.prefixFits
        || candidate.exact
        || candidate.mention.role() == Role.AT
        || candidate.mention.role() == Role.FROM;
  }

  private int ofHotline(PlaceCandidate candidate) {
    if (hotline < 0) {
      return 0;
    }
    candidate.inHotlineTerritory =
        gazetteer.liesIn(candidate.unit, hotline)
            || (candidate.currents.length == 1 && candidate.currents[0] == hotline);
    if (candidate.inHotlineTerritory) {
      return HOTLINES_TERRITORY;
    }
    for (int relative : gazetteer.kin(hotline)) {
      if (gazetteer.liesIn(candidate.unit, relative)) {
        boolean district = gazetteer.unit(relative).level() == UnitLevel.DISTRICT;
        return district ? HOTLINES_DISTRICT : HOTLINES_PROVINCE;
      }
    }
    return 0;
  }

  /** A province of before 2025 is named by everybody as if it stood. */
  private boolean isOfItsTime(PlaceCandidate candidate, Unit unit) {
    boolean lost = !candidate.stands && unit.validTo() != null;
    PlaceWords.Prefix prefix = candidate.mention.prefix();
    if (prefix != null && !gazetteer.isKindOf(prefix.kind(), day)) {
      return lost == prefix.fitsKind(unit);
    }
    boolean old =
        candidate.mention.old()
            || (lost && isContainerNextTo(candidate) && isOldContainer(candidate));
    return unit.level() == UnitLevel.PROVINCE || lost == old;
  }

  /**
   * {@code phường Đại Mỗ, quận Nam Từ Liêm cũ}: the ward of that time is meant. That a province is
   * of before only says where to look: {@code Lạc Sơn, Hòa Bình cũ} may well be the commune.
   */
  private boolean isOldContainer(PlaceCandidate candidate) {
    return candidate.parentMention != null
        && candidate.parentMention.old()
        && gazetteer.unit(candidate.parentUnit).level() == UnitLevel.DISTRICT;
  }

  private static int ofBeside(PlaceCandidate candidate) {
    return switch (candidate.mention.beside()) {
      case NOTHING -> 0;
      case BEARER -> BEARER_OF_THE_NAME;
      case GATE -> candidate.name.kind() == Gazetteer.NameKind.GATE ? GATE_THERE : 0;
      case BUSINESS, HOUSE -> isContainerNextTo(candidate) ? BEARER_OF_THE_NAME : STREET_OR_PERSON;
      case STREET, HAMLET, PERSON -> STREET_OR_PERSON;
    };
  }

  private static boolean isContainerNextTo(PlaceCandidate candidate) {
    return candidate.parentMention != null
        && candidate.parentMention.distance(candidate.mention) <= NEXT_TO;
  }

  private int ofCapitals(PlaceMention mention) {
    if (!words.usesCase()) {
      return 0;
    }
    int capitals = capitals(mention);
    return capitals == mention.length() ? CAPITALS : capitals == 0 ? -CAPITALS : 0;
  }

  private boolean isCapitalised(PlaceMention mention) {
    return words.areCapitals(mention.from(), mention.to());
  }

  private int capitals(PlaceMention mention) {
    int capitals = 0;
    for (int word = mention.from(); word < mention.to(); word++) {
      capitals += words.capital(word) ? 1 : 0;
    }
    return capitals;
  }

  /** Who writes accents and writes those of Bình Trung does not mean Bình Trưng. */
  private void dropOtherAccents(List<PlaceCandidate> candidates) {
    if (words.accented() && any(candidates, c -> c.exact)) {
      candidates.removeIf(c -> !c.exact && !isContainerNextTo(c));
    }
  }

  /**
   * Lạng Sơn is a province and a town in it. Without a prefix the one that contains the other is
   * meant, as long as it stands or is a province; otherwise both stay and a person chooses.
   */
  private void dropInnerOfSameName(List<PlaceCandidate> candidates) {
    if (candidates.size() < 2 || candidates.get(0).mention.prefix() != null) {
      return;
    }
    List<PlaceCandidate> outer = new ArrayList<>(0);
    for (PlaceCandidate candidate : candidates) {
      UnitLevel level = gazetteer.unit(candidate.unit).level();
      if (level == UnitLevel.PROVINCE || (level != UnitLevel.COMMUNE && candidate.stands)) {
        outer.add(candidate);
      }
    }
    if (!outer.isEmpty()) {
      candidates.removeIf(
          inner -> any(outer, o -> o.unit != inner.unit && isInside(inner.unit, o.unit)));
    }
  }

  /** {@code thành phố Bạc Liêu} is the town and not the province around it. */
  private void dropOuterOfOtherKind(List<PlaceCandidate> candidates) {
    PlaceWords.Prefix prefix = candidates.size() < 2 ? null : candidates.get(0).mention.prefix();
    if (prefix == null) {
      return;
    }
    List<PlaceCandidate> ofItsKind = new ArrayList<>(candidates.size());
    for (PlaceCandidate candidate : candidates) {
      if (prefix.fitsKind(gazetteer.unit(candidate.unit))) {
        ofItsKind.add(candidate);
      }
    }
    candidates.removeIf(
        outer ->
            !ofItsKind.contains(outer)
                && any(ofItsKind, inner -> isInside(inner.unit, outer.unit)));
  }

  private boolean isInside(int inner, int outer) {
    return gazetteer.unit(inner).level().compareTo(gazetteer.unit(outer).level()) > 0
        && gazetteer.liesIn(inner, outer);
  }

  /** Whether only one place of the day is called so; those that are gone do not count then. */
  private static boolean isOnlyOne(List<PlaceCandidate> candidates, boolean standing) {
    boolean whole = any(candidates, c -> c.exact && !isInPart(c) && (!standing || c.stands));
    PlaceCandidate only = null;
    for (PlaceCandidate candidate : candidates) {
      boolean counts = (!standing || candidate.stands) && !(whole && isInPart(candidate));
      if (counts) {
        if (only != null && only.group() != candidate.group()) {
          return false;
        }
        only = candidate;
      }
    }
    return only != null;
  }

  /** {@code Đạ Tẻh} is Đạ Tẻh, though there are Đạ Tẻh 2 and 3. */
  private static boolean isInPart(PlaceCandidate candidate) {
    return candidate.name.kind() == Gazetteer.NameKind.STEM;
  }

  /** {@code ở}, {@code bến xe}, {@code KCN}: what follows is the name of a place. */
  private boolean saysPlace(PlaceMention mention) {
    boolean bearer =
        mention.beside() == Beside.BEARER
            && (words.accented()
                || mention.from() - mention.first() > 1
                || !placeWords.isCommonWord(words, mention.first()));
    return bearer || placeWords.roleWords().saysPlace(words, mention.first());
  }

  /**
   * {@code về Con Cuông}, {@code đảo Phú Quý}: with capitals the name of a district, which
   * everybody knows, is no everyday word there; {@code ở An Toàn} still may be.
   */
  private boolean saysWhere(PlaceMention mention) {
    return mention.beside() == Beside.BEARER
        || (placeWords.roleWords().saysWhere(words, mention.first())
            && mention.names().stream()
                .anyMatch(name -> gazetteer.unit(name.unit()).level() == UnitLevel.DISTRICT));
  }

  /** {@code chu xuong Lac Dao danh em}: only the first word of a sentence has a capital else. */
  private boolean isCapitalisedInside(PlaceMention mention) {
    boolean begins = words.before(mention.from()) == Words.SENTENCE;
    return mention.length() > 1
        && isCapitalised(mention)
        && !(begins && placeWords.isTitle(words, mention.from()));
  }

  /** {@code hoc mon, ba noi em dang bi ep}: the text begins with nothing but the name. */
  private boolean isTag(PlaceMention mention) {
    return mention.start() == 0
        && mention.end() < words.count()
        && words.before(mention.end()) != Words.JOINED
        && !isCommonAlone(mention);
  }

  /** One syllable that many words are. */
  private boolean isCommonAlone(PlaceMention mention) {
    return mention.length() == 1 && placeWords.isCommonWord(words, mention.from());
  }

  /** Written small in a text that has capitals, an everyday word is just that. */
  private boolean isNoSmallWord(PlaceMention mention) {
    return !words.usesCase() || words.capital(mention.from());
  }

  private boolean mayWin(PlaceCandidate candidate, boolean saidSo) {
    boolean alone = candidate.alone;
    PlaceMention mention = candidate.mention;
    if (mention.isNoUnit() || candidate.name.kind() == Gazetteer.NameKind.LETTERS) {
      return false;
    }
    if (mention.prefix() != null && !candidate.prefixFits) {
      return false;
    }
    boolean parentBeside = isContainerNear(candidate);
    if (mention.isBusiness() || mention.spelled() == Spelled.OTHER_ACCENTS) {
      return parentBeside;
    }
    if (candidate.name.kind() == Gazetteer.NameKind.GATE) {
      return mention.beside() == Beside.GATE || !candidate.name.common();
    }
    boolean at = mention.role() != Role.NONE;
    if (mention.length() == 1
        && candidate.name.kind() == Gazetteer.NameKind.OFFICIAL
        && !isGlued(candidate)) {
      boolean known = gazetteer.unit(candidate.unit).level() != UnitLevel.COMMUNE;
      boolean named = candidate.prefixFits || candidate.exact;
      return (parentBeside && named)
          || (candidate.prefixFits && (candidate.exact || candidate.inHotlineTerritory || known))
          || (candidate.prefixFits && alone && mention.from() - mention.start() > 1)
          || ((candidate.prefixFits || saidSo) && alone && isNothingButAName(mention))
          || (known && candidate.exact && at);
    }
    if (candidate.prefixFits || parentBeside || mention.beside() == Beside.GATE) {
      return true;
    }
    boolean province = gazetteer.unit(candidate.unit).level() == UnitLevel.PROVINCE;
    if (candidate.name.common()) {
      boolean anywhere = placeWords.isEverydayWord(words, mention.from(), mention.to());
      return at
          && ((candidate.inHotlineTerritory && !anywhere)
              || (province && mention.old())
              || (alone && isCapitalisedInside(mention) && saysWhere(mention)));
    }
    boolean parentSomewhere = candidate.parentMention != null && supportsFromAfar(candidate);
    boolean name =
        saidSo || (!isWrittenSmall(mention) && (candidate.exact || isNothingButAName(mention)));
    return province
        || parentSomewhere
        || (name && (alone || isStandingCity(candidate)))
        || (candidate.inHotlineTerritory && (name || isCapitalised(mention)));
  }

  /**
   * "Thứ ba", "phố mới": up to two syllables with their accents, without a capital though the
   * sender writes capitals.
   */
  private boolean isWrittenSmall(PlaceMention mention) {
    return words.usesCase() && words.accented() && mention.length() <= 2 && capitals(mention) == 0;
  }

  /** Three syllables meet by chance in hardly any text, two only when both are everyday words. */
  private boolean isNothingButAName(PlaceMention mention) {
    boolean bareWord = !words.accented() && placeWords.isCommonWord(words, mention.from());
    if (placeWords.beginsHighlandName(words, mention.from()) && !bareWord) {
      return true;
    }
    return mention.length() > 2 || !placeWords.areCommonWords(words, mention.from(), mention.to());
  }
}
