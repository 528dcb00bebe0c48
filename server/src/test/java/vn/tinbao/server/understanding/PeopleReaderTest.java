package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many persons, and how old. */
class PeopleReaderTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Lexicon LEXICON = Lexicon.builtIn();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "có hai cháu bị rủ đi | 2 | false | hai cháu",
        "3 đứa nhỏ bị dắt đi | 3 | false | 3 đứa nhỏ",
        "3dua nho bi dat di | 3 | false | 3dua nho",
        "một nhóm hơn chục người | 10 | true | hơn chục người",
        "mấy chị em bị giữ | 2 | true | mấy chị em",
        "cả nhà 5 người bị lừa | 5 | false | 5 người",
        "chín người tụi tui bị giữ | 9 | false | chín người",
        "o day co 5-6 thanh nien | 5 | true | 5-6 thanh nien",
        "chở 6 7 người rồi | 6 | true | 6 7 người",
        "hai ba đứa nhỏ | 2 | true | hai ba đứa nhỏ",
        "vài chục công nhân | 20 | true | vài chục công nhân",
        "hàng trăm lao động | 100 | true | hàng trăm lao động",
        "hai mươi lăm thanh niên | 25 | false | hai mươi lăm thanh niên",
        "hăm mốt em học sinh | 21 | false | hăm mốt em",
        "2 mẹ con bị bán | 2 | false | 2 mẹ con",
        "5 cô gái trong quán | 5 | false | 5 cô gái",
        "một cháu gái mất tích | 1 | false | một cháu gái",
        "hai người đàn ông lạ dẫn 3 cháu đi | 3 | false | 3 cháu",
        "hai người canh cửa, trong nhà có 7 cô gái | 7 | false | 7 cô gái",
      })
  void persons_are_counted(String text, int count, boolean atLeast, String words) {
    Understood.People people = LEXICON.people().read(reading(text));
    assertThat(people).isNotNull();
    assertThat(people.count()).isEqualTo(count);
    assertThat(people.atLeast()).isEqualTo(atLeast);
    assertThat(text.substring(people.span().start(), people.span().end())).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mấy chú ơi cứu cháu",
        "nhờ mấy anh giúp",
        "cháu học lớp 9 em trai cháu học lớp 6",
        "đứa con thứ hai của tôi",
        "có một người đàn ông lạ",
        "bon em bi nhot",
        "2 thang nay khong luong",
        "3 tên cầm súng",
        "mỗi người nộp 20 triệu",
        "2 con trâu bị mất",
        "0912 000 111",
        ""
      })
  void what_is_no_count_of_persons_is_none(String text) {
    assertThat(LEXICON.people().read(reading(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cháu 15 tuổi",
        "chau 15t",
        "cháu mười lăm tuổi",
        "chừng mười lăm mười sáu tuổi",
        "khoảng 12 13 tuổi",
        "mươi lăm tuổi đầu",
        "sinh năm 2012",
        "sn 2012",
        "nó 2k10",
        "học lớp 9",
        "học lớp chín",
        "bé 3 tháng tuổi",
        "chưa đủ 18 tuổi",
        "dưới 18 tuổi",
        "a girl of 15 years old",
        "my 16 year old niece",
        "she is 15yo",
        "aged 13",
        "please help, I am 16, they will sell me"
      })
  void a_child_is_told_by_its_age(String text) {
    AgeReader.Ages ages = LEXICON.ages().read(reading(text), DAY);
    assertThat(ages.childWord()).isNotNegative();
    assertThat(ages.adult()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "em 19 tuổi",
        "hai mươi mốt tuổi",
        "em 25t",
        "sinh năm 1999",
        "nó 2k5",
        "lương 15tr",
        "15 triệu",
        "lớp 20",
        "làm 3 tháng",
        "k9 tuổi",
        "two years ago, 5 years",
        "I am 5 months pregnant",
        "I am 24"
      })
  void an_adult_or_no_age_is_no_child(String text) {
    assertThat(LEXICON.ages().read(reading(text), DAY).childWord()).isNegative();
  }

  private static Reading reading(String text) {
    return Reading.of(Words.of(text, LEXICON.vocabulary()), LEXICON.abbreviations());
  }
}
