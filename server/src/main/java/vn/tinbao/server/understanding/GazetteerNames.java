package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.Gazetteer.Name;
import vn.tinbao.server.understanding.Gazetteer.NameKind;

/** Collects the names under which units are found; needed only while a gazetteer is built. */
final class GazetteerNames {
  private static final Pattern NUMBERED = Pattern.compile("\\d{1,3}|[IVX]{1,4}");
  private static final Pattern LAST_PART = Pattern.compile("(.+) (\\d{1,2}|[A-D]|[IVX]{1,4})");
  private static final Pattern PARTS = Pattern.compile("\\s+[-–]\\s+");

  private final Gazetteer gazetteer;
  private final Unit[] units;
  private final PlaceWords placeWords;
  private final Vocabulary vocabulary;
  private final PhraseTrie.Builder<Name> trie = PhraseTrie.builder();
  private final NearNames.Builder near = NearNames.builder();
  private final Map<String, List<Spelled>> spellings = new HashMap<>();

  private record Spelled(Phrase.Spelling spelling, boolean common) {}

  GazetteerNames(Gazetteer gazetteer, Unit[] units, PlaceWords placeWords, Vocabulary vocabulary) {
    this.gazetteer = gazetteer;
    this.units = units;
    this.placeWords = placeWords;
    this.vocabulary = vocabulary;
    addAll(placeWords);
  }

  PhraseTrie<Name> names() {
    return trie.build();
  }

  NearNames nearNames() {
    return near.build();
  }

  private void addAll(PlaceWords words) {
    Map<String, List<Integer>> byLevelAndName = new HashMap<>();
    for (int unit = 0; unit < units.length; unit++) {
      Unit u = units[unit];
      byLevelAndName
          .computeIfAbsent(u.level() + " " + u.name(), key -> new ArrayList<>(1))
          .add(unit);
      if (NUMBERED.matcher(u.name()).matches()) {
        addNumbered(unit);
      } else {
        near.add(u.name(), add(unit, u.name(), NameKind.OFFICIAL));
        var last = LAST_PART.matcher(u.name());
        if (last.matches() && last.group(1).indexOf(' ') > 0) {
          add(unit, last.group(1), NameKind.STEM);
        }
        if (u.level() == UnitLevel.COMMUNE && PARTS.matcher(u.name()).find()) {
          for (String part : PARTS.split(u.name(), -1)) {
            add(unit, part, NameKind.STEM);
          }
        }
      }
    }
    for (PlaceWords.Alias alias : words.aliases()) {
      for (int unit : byLevelAndName.getOrDefault(alias.level() + " " + alias.name(), List.of())) {
        add(unit, alias.words(), NameKind.ALIAS);
      }
    }
    for (PlaceWords.Alias letters : words.provinceLetters()) {
      for (int unit :
          byLevelAndName.getOrDefault(letters.level() + " " + letters.name(), List.of())) {
        Phrase.Spelling spelled = Phrase.Spelling.of(letters.words(), vocabulary);
        trie.add(spelled.ids(), new Name(unit, spelled, NameKind.LETTERS, true, true));
      }
    }
    addGates(words);
  }

  /** A gate is found by its own name in the commune where it lies; that of another day succeeds. */
  private void addGates(PlaceWords words) {
    Map<String, List<Integer>> communes = new HashMap<>();
    for (int unit = 0; unit < units.length; unit++) {
      if (units[unit].level() == UnitLevel.COMMUNE) {
        communes
            .computeIfAbsent(Fold.text(units[unit].name()), name -> new ArrayList<>(1))
            .add(unit);
      }
    }
    for (PlaceWords.Gate gate : words.gates()) {
      List<Integer> there =
          communes.getOrDefault(Fold.text(gate.commune()), List.of()).stream()
              .filter(unit -> liesIn(unit, gate.district()) && liesIn(unit, gate.province()))
              .toList();
      List<Integer> exact =
          there.stream().filter(unit -> units[unit].name().equals(gate.commune())).toList();
      for (int unit : exact.isEmpty() ? there : exact) {
        for (String name : gate.names()) {
          Phrase.Spelling spelled = Phrase.Spelling.of(name, vocabulary);
          trie.add(spelled.ids(), new Name(unit, spelled, NameKind.GATE, !gate.bare(), true));
        }
      }
    }
  }

  private boolean liesIn(int unit, String container) {
    String folded = Fold.text(container);
    for (int relative : gazetteer.kin(unit)) {
      if (Fold.text(units[relative].name()).equals(folded)) {
        return true;
      }
    }
    return false;
  }

  private void addNumbered(int unit) {
    Unit u = units[unit];
    String bare = u.name().replaceFirst("^0+(?=\\d)", "");
    String kind = u.kind();
    Set<String> spellings = new LinkedHashSet<>();
    for (String number : List.of(u.name(), bare)) {
      spellings.add(kind + " " + number);
      String shortKind = kind.startsWith("Phường") ? "p" : kind.startsWith("Quận") ? "q" : "";
      if (!shortKind.isEmpty()) {
        spellings.add(shortKind + " " + number);
        spellings.add(shortKind + number);
      }
      if (shortKind.equals("p")) {
        spellings.addAll(List.of("f " + number, "f" + number, "ward " + number));
      } else if (shortKind.equals("q")) {
        spellings.addAll(List.of("district " + number, "dist " + number));
      }
    }
    for (String spelling : spellings) {
      Phrase.Spelling spelled = Phrase.Spelling.of(spelling, vocabulary);
      trie.add(spelled.ids(), new Name(unit, spelled, NameKind.NUMBERED, false, true));
    }
  }

  /** The unit under its name as given and in all other spellings; the first is returned. */
  private Name add(int unit, String name, NameKind kind) {
    Name first = null;
    for (Spelled spelled : spellings.computeIfAbsent(name, this::spell)) {
      Name known = new Name(unit, spelled.spelling(), kind, spelled.common(), first == null);
      trie.add(spelled.spelling().ids(), known);
      first = first == null ? known : first;
    }
    return Objects.requireNonNull(first);
  }

  /** Many units share a name, and lists of several dates repeat it: it is spelled out once. */
  private List<Spelled> spell(String name) {
    return NameSpellings.of(name).stream()
        .map(
            spelling ->
                new Spelled(
                    Phrase.Spelling.of(spelling, vocabulary),
                    placeWords.isCommonName(Fold.text(spelling))))
        .toList();
  }
}
