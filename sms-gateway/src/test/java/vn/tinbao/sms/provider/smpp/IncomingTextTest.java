package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.queue.ReceivedSms;

class IncomingTextTest {
  private static final int UDHI = 0x40;

  @Test
  void each_coding_is_read_as_what_it_is() {
    assertThat(read(0, 0x00, 0x00, 0x1B, 0x65).text()).isEqualTo("@€");
    assertThat(read(0, 0x01, 'a', '@').text()).isEqualTo("a@");
    assertThat(read(0, 0x03, 0xE0, 0x40).text()).isEqualTo("à@");
    assertThat(read(0, 0x08, 0x1E, 0xE9).text()).isEqualTo("ứ");
    assertThat(read(0, 0xF1, 0x00).text()).isEqualTo("@");
    assertThat(read(0, 0x18, 0x1E, 0xE9).text()).isEqualTo("ứ");
    assertThat(read(0, 0x10, 0x00).text()).isEqualTo("@");
  }

  @Test
  void octets_that_are_no_text_are_shown_as_digits() {
    assertThat(read(0, 0x04, 0x00, 0xFF).text()).isEqualTo("[00FF]");
    assertThat(read(0, 0xF5, 0x0A).text()).isEqualTo("[0A]");
    assertThat(read(0, 0x0E, 0x0A).text()).isEqualTo("[0A]");
    assertThat(read(0, 0x08, 0x00, 0x41, 0x42).text()).isEqualTo("A[42]");
  }

  @Test
  void data_coding_0_follows_the_setting() {
    assertThat(IncomingText.read(delivery(0, 0, 0xE0, 0x40), Alphabet.LATIN1).text())
        .isEqualTo("à@");
  }

  @Test
  void half_a_character_stays_half() {
    String half = read(0, 0x08, 0xD8, 0x3D).text();
    assertThat(half).hasSize(1);
    assertThat(Character.isHighSurrogate(half.charAt(0))).isTrue();
  }

  @Test
  void both_kinds_of_references_are_found_also_behind_other_elements() {
    assertThat(read(UDHI, 0, 5, 0, 3, 200, 3, 2, 'a').part())
        .isEqualTo(new ReceivedSms.Part(200, 3, 2));
    assertThat(read(UDHI, 0, 6, 8, 4, 0x12, 0x34, 3, 2, 'a').part())
        .isEqualTo(new ReceivedSms.Part(0x1234, 3, 2));
    IncomingText behind = read(UDHI, 0, 9, 0x24, 1, 1, 8, 4, 0, 9, 2, 1, 'a');
    assertThat(behind.part()).isEqualTo(new ReceivedSms.Part(9, 2, 1));
    assertThat(behind.text()).isEqualTo("a");
  }

  @Test
  void the_parameters_say_it_too() {
    Address nobody = new Address(0, 0, "");
    Delivery delivery =
        new Delivery(
            0,
            0,
            nobody,
            nobody,
            "a".getBytes(StandardCharsets.US_ASCII),
            new OptionalParameter[] {
              new OptionalParameter.Sar_msg_ref_num((short) 0xFFFE),
              new OptionalParameter.Sar_total_segments((byte) 2),
              new OptionalParameter.Sar_segment_seqnum((byte) 2)
            },
            status -> {});
    assertThat(IncomingText.read(delivery, Alphabet.GSM7).part())
        .isEqualTo(new ReceivedSms.Part(0xFFFE, 2, 2));
  }

  @Test
  void a_senseless_header_leaves_a_message_of_its_own() {
    assertThat(read(UDHI, 0, 5, 0, 3, 1, 2, 3, 'a').part()).isNull();
    assertThat(read(UDHI, 0, 5, 0, 3, 1, 1, 1, 'a').part()).isNull();
    assertThat(read(UDHI, 0, 5, 0, 9, 1, 2, 1, 'a').part()).isNull();
    assertThat(read(UDHI, 0, 200, 'a').text()).as("header longer than all").isNotEmpty();
    assertThat(read(UDHI, 0).text()).isEmpty();
  }

  @Test
  void whatever_comes_is_read() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      int[] octets = random.ints(random.nextInt(20), 0, 256).toArray();
      assertThat(read(random.nextInt(256), random.nextInt(256), octets).text()).isNotNull();
    }
  }

  private static IncomingText read(int esmClass, int coding, int... octets) {
    return IncomingText.read(delivery(esmClass, coding, octets), Alphabet.GSM7);
  }

  private static Delivery delivery(int esmClass, int coding, int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    Address nobody = new Address(0, 0, "");
    return new Delivery(
        esmClass, coding, nobody, nobody, bytes, new OptionalParameter[0], status -> {});
  }
}
