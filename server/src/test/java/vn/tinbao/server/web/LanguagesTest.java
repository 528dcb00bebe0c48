package vn.tinbao.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          -                         | vi
          ''                        | vi
          en                        | en
          en-US,en;q=0.9,vi;q=0.8   | en
          vi-VN,vi;q=0.9,en;q=0.8   | vi
          en;q=0.5,vi               | vi
          fr-FR,fr;q=0.9,en;q=0.1   | en
          fr,de                     | vi
          *                         | vi
          en;q=0, vi;q=0.1          | vi
          ;;;=                      | vi
          """)
  void the_better_of_the_two_by_the_browsers_wish(String header, String language) {
    assertThat(Languages.accepted(header).getLanguage()).isEqualTo(language);
  }
}
