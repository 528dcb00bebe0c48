package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Words that mean alike, and words with the accents they are written with. */
class WordClassesTest {
  private static final List<String> LINES =
      List.of(
          "# a remark",
          "hold.locked\tnhốt, bị nhốt, khoá trái cửa",
          "sell.people\tbán, bị bán",
          "friend\tbạn, bạn bè");

  private final Vocabulary words = new Vocabulary();
  private final WeightTable table = new WeightTable(WeightTableTest.table(), LINES);
  private final Weights weights = new Weights(table, words);

  private Set<String> classes(String text) {
    for (String word : Fold.of(text).toString().split(" ", -1)) {
      words.add(word);
    }
    Reading reading = Reading.of(Words.of(text, words), Abbreviations.read(List.of(), words));
    Weights known = new Weights(table, words);
    boolean[] place = new boolean[reading.words().count()];
    return known.classes(reading, Sentences.of(reading).get(0), place);
  }

  @Test
  void the_longest_member_that_is_written_so_counts() {
    assertThat(classes("nó khoá trái cửa rồi")).containsExactly("@hold.locked");
    assertThat(classes("em bị bán")).containsExactly("@sell.people");
    assertThat(classes("nhà em có bạn bè đến")).containsExactly("@friend");
  }

  @Test
  void without_accents_two_words_still_tell_and_one_does_not() {
    assertThat(classes("no khoa trai cua roi")).containsExactly("@hold.locked");
    assertThat(classes("em bi ban")).containsExactly("@sell.people");
    assertThat(classes("ban oi")).as("bán, bạn or bàn").isEmpty();
  }

  @Test
  void another_accent_is_another_word() {
    assertThat(classes("bạn em bị đau")).containsExactly("@friend");
    assertThat(classes("bàn ghế của tôi")).isEmpty();
  }

  @Test
  void names_of_places_are_no_members() {
    Reading reading = Reading.of(Words.of("bị nhốt", words), Abbreviations.read(List.of(), words));

    assertThat(weights.classes(reading, Sentences.of(reading).get(0), new boolean[] {true, true}))
        .isEmpty();
  }

  @Test
  void what_cannot_be_read_is_named() {
    assertThatThrownBy(() -> new WordClasses(List.of("hold.locked"), new Vocabulary()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hold.locked");
    assertThatThrownBy(() -> new WordClasses(List.of("x\tnhốt, "), new Vocabulary()))
        .hasMessageContaining("not one to 6 words");
  }

  @Test
  void the_built_in_classes_have_members_enough_to_stand_for_a_meaning() {
    WordClasses classes = Lexicon.builtIn().weights().classes();

    assertThat(classes.rows()).hasSizeGreaterThan(500).doesNotHaveDuplicates();
  }

  @Test
  void an_accented_word_has_the_row_of_its_very_accents() {
    AccentedWords accented = new AccentedWords();
    Vocabulary known = new Vocabulary();
    long high = accents("bán");
    long low = accents("bạn");
    accented.add(AccentedWords.text("ban", high), known, 7);
    accented.add(AccentedWords.text("ban", low), known, 8);
    for (int more = 0; more < 200; more++) {
      accented.add(AccentedWords.text("x" + more, high), known, 100 + more);
    }

    assertThat(accented.row(known.id("ban"), high)).isEqualTo(7);
    assertThat(accented.row(known.id("ban"), low)).isEqualTo(8);
    assertThat(accented.row(known.id("ban"), accents("bàn"))).isEqualTo(-1);
    assertThat(accented.row(known.id("x150"), high)).isEqualTo(250);
    assertThatThrownBy(() -> accented.add("ban", known, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long accents(String word) {
    return Phrase.Spelling.of(word, new Vocabulary()).accents()[0];
  }
}
