package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTimeTest {
  @ParameterizedTest
  @CsvSource({
    "21,21:00",
    "21h,21:00",
    "21h30,21:30",
    "9:05,09:05",
    "9.30,09:30",
    "'21 giờ',21:00",
    "'21 Giờ 15',21:15",
    "0,00:00",
    "'  7h ',07:00",
    "2130,21:30",
    "23g59,23:59"
  })
  void an_hour_is_read_as_people_type_it(String typed, String read) {
    assertThat(ClockTime.read(typed)).contains(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "21:60", "9h5", "tối", "-1", "21:30:00", "999999999999"})
  void what_is_no_hour_is_none(String typed) {
    assertThat(ClockTime.read(typed)).isEmpty();
  }
}
