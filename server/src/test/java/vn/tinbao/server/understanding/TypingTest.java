package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people meant by what they typed. */
class TypingTest {
  private static final Lexicon LEXICON = Lexicon.builtIn();
  private static final Vocabulary VOCABULARY = vocabulary();
  private static final String MARKED =
      """
      được người không tôi bị lừa bán sang đường biên giới trường cháu gái chị đưa đến việc nhẹ
      lương tháng nhốt đánh đập cứu giúp công ty điện thoại giấy tờ chủ giữ tiền nợ vợ chồng đẻ
      thuê thận mại dâm khách quán tàu thuyền biển rẫy lò gạch xưởng ăn xin vé số trẻ em học sinh
      lớp tuổi mất tích từ hôm qua tối sáng mai đêm khuya chiều rồi nữa trước huyện tỉnh phường xã
      thị trấn thành phố quận thôn bản ấp khẩu cửa hộ chiếu căn cước hợp đồng rủ dụ dỗ hứa gả
      mối môi giới đòi chuộc triệu nghìn đồng trốn thoát về nước ngoài quốc việt nghỉ hỏi thủ tục
      chỗ ở hỗ trợ nạn nhân ép buộc cưỡng bức dọa giết súng dao điện xích khóa cửa đói khát
      """
          .strip();
  private static final Typing TYPING = new Typing(VOCABULARY, LEXICON.vocabulary());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Telex
        "ddang | đang",
        "dduwowcj | được",
        "dduocjw | được",
        "tooi | tôi",
        "nguwowif | người",
        "nguwoif | người",
        "vieecj | việc",
        "vieetj | việt",
        "boocs | bốc",
        "moiox luowtj | mỗi lượt",
        "Hoaf Cuw | Hòa Cư",
        "ruR | rủ",
        "dduwowcj been kia | được bên kia",
        "thuowngf | thường",
        "xax Loojc | xã lộc",
        // VNI
        "vie65c | việc",
        "ngu7o7i2 | người",
        "ngu72oi | người",
        "d9ang | đang",
        "tru7o71c d9a6y | trước đây",
        "xa4 Lo65c bi5 lu72a | xã Lộc bị lừa",
        // stretched
        "cứuuuu em | cứu em",
        "cuuuuu em | cuu em",
        "emmmm oiii | em oi",
        "heeelp | help",
        "koooo | ko",
        // letters apart
        "c.ứ.u em | cứu em",
        "b-á-n n.g.ư.ờ.i | bán người",
        "c ứ u em | cứu em",
        // glued
        "trungquoc | trung quoc",
        "TrungQuoc | trung quoc",
        "haiphong | hai phong",
        "buonmathuot | buon ma thuot",
        "toio day | toi o day",
        "TrungQuốc | trung quốc",
        "15tuoi 3dua | 15 tuoi 3 dua",
        "lop9 khu5 | lop 9 khu 5",
        // one letter wrong
        "kohng | khong",
        "khogn | khong",
        "truogn | truong",
        "campuchai | campuchia",
        "caampuchia | campuchia",
        "kh0ng | khong",
        // chat
        "fải | phải",
        "khôg | không",
        "rồj | rồi",
        "nhữg | những",
        "júp | giúp",
        "wên | quên",
      })
  void left_overs_and_tricks_are_undone(String typed, String meant) {
    assertThat(read(typed)).isEqualTo(spelled(meant));
    assertThat(read(Normalizer.normalize(typed, Normalizer.Form.NFD))).isEqualTo(spelled(meant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ia H’Drai",
        "Đắk R'Lấp",
        "anh Quynh nghe nhieu",
        "toi la quan tri",
        "p12 q1",
        "my boss keeps us in the room, please help",
        "door windows house father must pay",
        "xe Air Blade",
        "a e c oi",
        "rồi.anh đi",
        "ông Khol",
        "khu 5 thon 3",
      })
  void what_is_a_word_or_a_name_stays(String text) {
    Words words = Words.of(text, TYPING);
    Words typed = Words.of(text, VOCABULARY);
    assertThat(spelled(words)).isEqualTo(spelled(typed));
  }

  @Test
  void every_marked_word_of_the_lexicon_is_read_from_its_keys() {
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (String word : MARKED.split("\\s+")) {
      for (boolean vni : new boolean[] {false, true}) {
        // The first word shows how the text is typed.
        String keys = (vni ? "d9u7o75c " : "dduwowcj ") + keys(word, vni);
        Words typed = Words.of(keys, TYPING);
        Words meant = Words.of("được " + word, VOCABULARY);
        tried++;
        boolean same = typed.count() == 2 && typed.id(1) == meant.id(1);
        boolean agrees =
            same
                && Accents.agreement(typed.accents(1), meant.accents(1))
                    != Accents.Agreement.CONFLICT;
        if (!agrees) {
          wrong.add(word + " as " + keys);
        }
      }
    }
    assertThat(tried).isGreaterThan(150);
    assertThat(wrong).isEmpty();
  }

  /** The word in the keys of Telex or VNI, its tone at the end. */
  private static String keys(String word, boolean vni) {
    StringBuilder keys = new StringBuilder();
    String tone = "";
    for (char c : Normalizer.normalize(word, Normalizer.Form.NFD).toCharArray()) {
      int toneAt = "\u0301\u0300\u0309\u0303\u0323".indexOf(c);
      if (toneAt >= 0) {
        tone = (vni ? "12345" : "sfrxj").substring(toneAt, toneAt + 1);
      } else if (c == '\u0302') {
        keys.append(vni ? '6' : keys.charAt(keys.length() - 1));
      } else if (c == '\u0306' || c == '\u031B') {
        keys.append(vni ? c == '\u0306' ? '8' : '7' : 'w');
      } else if (c == 'đ') {
        keys.append(vni ? "d9" : "dd");
      } else {
        keys.append(c);
      }
    }
    return keys + tone;
  }

  @Test
  void look_alikes_and_invisible_letters_are_read() {
    assertThat(read("c\u200Bứu e\u200Dm")).isEqualTo(spelled("cứu em"));
    assertThat(read("\u0441\u00FAu v\u043Ei")).isEqualTo(spelled("cúu voi"));
    assertThat(read("ｃứu ｅｍ")).isEqualTo(spelled("cứu em"));
    assertThat(read("\uD835\uDC1C\uD835\uDC2E\uD835\uDC2E")).isEqualTo(spelled("cuu"));
  }

  @Test
  void every_word_knows_where_it_stands_in_what_was_typed() {
    String text = "Chau bi lua sang TrungQuốc, c.ứ.u voiiii, dduwowcj 15tuoi";
    Words words = Words.of(text, TYPING);
    assertThat(pieces(text, words))
        .containsExactly(
            "Chau",
            "bi",
            "lua",
            "sang",
            "Trung",
            "Quốc",
            "c.ứ.u",
            "voiiii",
            "dduwowcj",
            "15",
            "tuoi");
  }

  @Test
  void who_forgets_marks_does_not_write_with_accents() {
    assertThat(Words.of("tầm 12 13 tuoi", TYPING).accented()).isFalse();
    assertThat(Words.of("cháu tầm 12 13 tuổi", TYPING).accented()).isTrue();
    assertThat(Words.of("nguoi ta bắt cháu rồi không cho về duoc", TYPING).accented()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nghieng", "quoc", "quyet", "khuya", "giuong", "gieng", "yeu", "thuo", "xoong", "gi", "o",
        "oanh", "ngoai", "buou", "khuyu"
      })
  void a_syllable_is_told_by_its_build(String syllable) {
    assertThat(Syllable.isWellFormed(syllable.toCharArray(), 0, syllable.length())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ngwoi", "trungquoc", "nguoif", "dd", "tooi", "ang5", "strong", "ce", "q", "bb"})
  void what_is_built_otherwise_is_no_syllable(String word) {
    assertThat(Syllable.isWellFormed(word.toCharArray(), 0, word.length())).isFalse();
  }

  private static List<String> pieces(String text, Words words) {
    return IntStream.range(0, words.count())
        .mapToObj(word -> text.substring(words.start(word), words.end(word)))
        .toList();
  }

  /** Words with the marks by which they are told apart, as text. */
  private static String read(String text) {
    return spelled(Words.of(text, TYPING));
  }

  private static String spelled(String text) {
    return spelled(Words.of(text, VOCABULARY));
  }

  private static String spelled(Words words) {
    return IntStream.range(0, words.count())
        .mapToObj(
            word ->
                (words.id(word) < 0 ? "?" : VOCABULARY.word(words.id(word)))
                    + "/"
                    + tone(words.accents(word)))
        .collect(Collectors.joining(" "));
  }

  /** Telex leaves open on which vowel a tone stands; qualities are compared in tests of phrases. */
  private static long tone(long accents) {
    return accents >>> 60;
  }

  private static Vocabulary vocabulary() {
    Vocabulary vocabulary = new Vocabulary(LEXICON.vocabulary());
    Stream.of(
            "Hải Phòng",
            "Buôn Ma Thuột",
            "Hòa Cư",
            "Ia H’Drai",
            "Đắk R'Lấp",
            "Lộc Bình",
            "Việt Nam",
            "quên")
        .forEach(name -> Phrase.Spelling.of(name, vocabulary));
    return vocabulary;
  }
}
