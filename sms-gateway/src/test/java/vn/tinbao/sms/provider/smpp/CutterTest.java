package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.sms.text.Segments;

class CutterTest {
  private static final int MOST_OCTETS = 160;
  private static final String[] LETTERS = {
    "a", "Z", " ", "@", "€", "{", "\n", "à", "ứ", "Đ", "🙏", "ằ", "\f", "1"
  };

  @ParameterizedTest
  @EnumSource(Concatenation.class)
  void what_is_cut_reads_as_it_was_and_no_part_is_too_long(Concatenation how) {
    Random random = new Random(38);
    Cutter cutter = new Cutter(Alphabet.GSM7, how);
    for (int round = 0; round < 300; round++) {
      String text = text(random, round % 2 == 0, random.nextInt(600));
      List<Part> parts = cutter.cut(text, 0x12F4);
      StringBuilder read = new StringBuilder();
      for (int i = 0; i < parts.size(); i++) {
        Part part = parts.get(i);
        assertThat(part.octets().length).isLessThanOrEqualTo(MOST_OCTETS);
        IncomingText one = IncomingText.read(arrived(part), Alphabet.GSM7);
        read.append(one.text());
        if (parts.size() > 1) {
          assertThat(one.part()).isNotNull();
          assertThat(one.part().ref()).isEqualTo(how == Concatenation.UDH8 ? 0xF4 : 0x12F4);
          assertThat(one.part().number()).isEqualTo(i + 1);
          assertThat(one.part().total()).isEqualTo(parts.size());
        }
      }
      assertThat(read.toString()).isEqualTo(text);
      if (how == Concatenation.UDH8 || how == Concatenation.SAR) {
        assertThat(parts).as("what was counted is what is sent").hasSize(count(text));
      }
    }
  }

  /** Segments counts the composed text; what is sent was composed before. */
  private static int count(String text) {
    return Segments.of(text).count();
  }

  private static String text(Random random, boolean gsm, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      String letter = LETTERS[random.nextInt(LETTERS.length)];
      if (!gsm || Alphabet.GSM7.canEncode(letter)) {
        text.append(letter);
      }
    }
    return text.toString();
  }

  /** As the other side would see it. */
  private static Delivery arrived(Part part) {
    byte[] octets = part.octets();
    for (OptionalParameter parameter : part.parameters()) {
      if (parameter instanceof OptionalParameter.Message_payload payload) {
        octets = payload.getValue();
      }
    }
    Address nobody = new Address(0, 0, "");
    return new Delivery(
        part.esmClass(),
        part.dataCoding(),
        nobody,
        nobody,
        octets,
        part.parameters(),
        status -> {});
  }

  @Test
  void where_data_coding_0_is_latin_1_only_common_characters_go_that_way() {
    Cutter cutter = new Cutter(Alphabet.LATIN1, Concatenation.UDH8);
    assertThat(cutter.cut("à la carte", 1).get(0).dataCoding()).isZero();
    assertThat(cutter.cut("à", 1).get(0).octets()).containsExactly(0xE0);
    assertThat(cutter.cut("5 €", 1).get(0).dataCoding()).isEqualTo(Cutter.UCS_2_CODING);
    Cutter ascii = new Cutter(Alphabet.ASCII, Concatenation.UDH8);
    assertThat(ascii.cut("à", 1).get(0).dataCoding()).isEqualTo(Cutter.UCS_2_CODING);
  }

  @Test
  void an_empty_text_is_one_part_and_an_endless_one_is_refused() {
    Cutter cutter = new Cutter(Alphabet.GSM7, Concatenation.UDH8);
    assertThat(cutter.cut("", 1)).hasSize(1);
    assertThat(cutter.cut("a".repeat(255 * 153), 1)).hasSize(255);
    assertThatThrownBy(() -> cutter.cut("a".repeat(255 * 153 + 1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_part_ends_in_the_middle_of_a_character() {
    List<String> texts = new ArrayList<>();
    for (int before = 60; before < 75; before++) {
      texts.add("ứ".repeat(before) + "🙏".repeat(40));
    }
    for (String text : texts) {
      for (Part part : new Cutter(Alphabet.GSM7, Concatenation.UDH16).cut(text, 1)) {
        byte[] last =
            Arrays.copyOfRange(part.octets(), part.octets().length - 2, part.octets().length);
        assertThat(Character.isHighSurrogate((char) ((last[0] & 0xFF) << 8 | (last[1] & 0xFF))))
            .isFalse();
      }
    }
  }
}
