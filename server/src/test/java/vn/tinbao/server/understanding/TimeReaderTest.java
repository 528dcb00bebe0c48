package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days and hours as people name them. */
class TimeReaderTest {
  /** A Sunday. */
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private static final Lexicon LEXICON = Lexicon.builtIn();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tối nay họ chở đi | 2026-11-22 | 2026-11-22 | 19 | tối nay",
        "toi nay ho cho di | 2026-11-22 | 2026-11-22 | 19 | toi nay",
        "sáng mai 5h nó đi | 2026-11-23 | 2026-11-23 | 5 | sáng mai 5h",
        "5 giờ sáng mai nó đi | 2026-11-23 | 2026-11-23 | 5 | 5 giờ sáng mai",
        "22h đêm nay | 2026-11-22 | 2026-11-22 | 22 | 22h đêm nay",
        "22h30 tối nay | 2026-11-22 | 2026-11-22 | 22 | 22h30 tối nay",
        "tối nay lúc 9 giờ | 2026-11-22 | 2026-11-22 | 21 | tối nay lúc 9 giờ",
        "chín giờ tối nay | 2026-11-22 | 2026-11-22 | 21 | chín giờ tối nay",
        "2h đêm nay | 2026-11-22 | 2026-11-23 | 2 | 2h đêm nay",
        "chiều mai 3 giờ | 2026-11-23 | 2026-11-23 | 15 | chiều mai 3 giờ",
        "nó bị đánh hôm qua | 2026-11-21 | 2026-11-21 | | hôm qua",
        "bi danh hqua | 2026-11-21 | 2026-11-21 | | hqua",
        "đêm qua nó khóc | 2026-11-21 | 2026-11-21 | 22 | đêm qua",
        "hôm kia đi | 2026-11-20 | 2026-11-20 | | hôm kia",
        "hồi hôm nghe tiếng la | 2026-11-21 | 2026-11-21 | 22 | hồi hôm",
        "tối ni hắn đi | 2026-11-22 | 2026-11-22 | 19 | tối ni",
        "ngày mốt lên máy bay | 2026-11-24 | 2026-11-24 | | ngày mốt",
        "mai nó chở đi | 2026-11-23 | 2026-11-23 | | mai",
        "3 ngày trước | 2026-11-19 | 2026-11-19 | | 3 ngày trước",
        "ba ngày nay không gọi được | 2026-11-19 | 2026-11-22 | | ba ngày nay",
        "mấy hôm nay | 2026-11-13 | 2026-11-22 | | mấy hôm nay",
        "hổm rày không thấy | 2026-11-15 | 2026-11-22 | | hổm rày",
        "2 tuần trước | 2026-11-02 | 2026-11-08 | | 2 tuần trước",
        "cách đây 2 năm | 2024-01-01 | 2024-12-31 | | cách đây 2 năm",
        "nửa tháng nay | 2026-11-07 | 2026-11-22 | | nửa tháng nay",
        "3 ngày nữa bay | 2026-11-25 | 2026-11-25 | | 3 ngày nữa",
        "2 tiếng nữa đi | 2026-11-22 | 2026-11-22 | | 2 tiếng nữa",
        "thứ bảy tuần này | 2026-11-21 | 2026-11-21 | | thứ bảy tuần này",
        "thứ 6 tuần trước | 2026-11-13 | 2026-11-13 | | thứ 6 tuần trước",
        "chủ nhật tới | 2026-11-29 | 2026-11-29 | | chủ nhật tới",
        "bỏ đi từ chiều thứ sáu | 2026-11-20 | 2026-11-20 | 15 | chiều thứ sáu",
        "thứ sáu nó sẽ đi | 2026-11-27 | 2026-11-27 | | thứ sáu",
        "t7 sẽ đi | 2026-11-28 | 2026-11-28 | | t7",
        "tuần sau | 2026-11-23 | 2026-11-29 | | tuần sau",
        "tháng trước | 2026-10-01 | 2026-10-31 | | tháng trước",
        "năm ngoái | 2025-01-01 | 2025-12-31 | | năm ngoái",
        "bị bán năm 2016 | 2016-01-01 | 2016-12-31 | | năm 2016",
        "hồi tháng 3 năm 2024 | 2024-03-01 | 2024-03-31 | | tháng 3 năm 2024",
        "tháng 12 | 2026-12-01 | 2026-12-31 | | tháng 12",
        "ngày 15/8 | 2026-08-15 | 2026-08-15 | | ngày 15/8",
        "ngày 5/1 | 2027-01-05 | 2027-01-05 | | ngày 5/1",
        "15/8/2025 | 2025-08-15 | 2025-08-15 | | 15/8/2025",
        "ngày 3 tháng 9 năm ngoái | 2025-09-03 | 2025-09-03 | | ngày 3 tháng 9 năm ngoái",
        "cuối tuần này | 2026-11-21 | 2026-11-22 | | cuối tuần này",
        "hôm mùng 5 | 2026-11-05 | 2026-11-05 | | mùng 5",
        "they move us tonight | 2026-11-22 | 2026-11-22 | 19 | tonight",
        "taken last week | 2026-11-09 | 2026-11-15 | | last week",
      })
  void a_time_is_led_to_days(
      String text, LocalDate from, LocalDate to, Integer hour, String words) {
    List<Understood.When> times = read(text);
    assertThat(times).hasSize(1);
    Understood.When when = times.get(0);
    assertThat(when.from()).isEqualTo(from);
    assertThat(when.to()).isEqualTo(to);
    assertThat(when.hour()).isEqualTo(hour);
    assertThat(text.substring(when.span().start(), when.span().end())).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chị Mai đi chợ",
        "bà chủ nhà",
        "làm 14 giờ một ngày",
        "canh 24/7 không nghỉ",
        "trả 1/2 tiền",
        "đứa con thứ hai của tôi",
        "chủ nhật nào cũng có xe",
        "thang nay no danh em",
        "dem qua trung quoc ban",
        "em sinh năm 2010",
        "toi nay 20 tuoi",
        "thu 7 trieu tien coc",
        "rằm tháng bảy âm lịch",
        "ngày 31/2",
        "0912 000 111",
        ""
      })
  void what_only_looks_like_a_time_is_none(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void several_times_come_in_order_of_the_text() {
    String text = "Hôm qua nó gọi, tối nay họ chở đi, sáng mai qua biên giới.";
    assertThat(read(text))
        .extracting(Understood.When::from)
        .containsExactly(DAY.minusDays(1), DAY, DAY.plusDays(1));
  }

  @Test
  void no_row_of_words_breaks_the_reader() {
    String[] words =
        ("tối nay mai sáng 5h 22h30 hai mươi mấy ngày 15/8 31/2/2025 tháng năm 2016 9999 trước qua"
                + " thứ bảy tuần này , . ngoái rồi nữa cách đây nửa giờ hôm hồi last week 99 0 mùng")
            .split(" ");
    Random random = new Random(7);
    LocalDate[] days = {DAY, LocalDate.of(2024, 2, 29), LocalDate.of(2025, 12, 31)};
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(9); word >= 0; word--) {
        text.append(words[random.nextInt(words.length)]);
        text.append(random.nextInt(8) == 0 ? "" : " ");
      }
      String all = text.toString();
      LocalDate day = days[round % days.length];
      for (Understood.When when : LEXICON.times().read(reading(all), day)) {
        assertThat(when.from()).as(all).isBeforeOrEqualTo(when.to());
        assertThat(when.span().start()).as(all).isNotNegative().isLessThan(when.span().end());
        assertThat(when.span().end()).as(all).isLessThanOrEqualTo(all.length());
      }
    }
  }

  private static List<Understood.When> read(String text) {
    return LEXICON.times().read(reading(text), DAY);
  }

  private static Reading reading(String text) {
    return Reading.of(Words.of(text, LEXICON.vocabulary()), LEXICON.abbreviations());
  }
}
