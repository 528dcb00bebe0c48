package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;

class ReceiptTest {
  private static final String USUAL =
      "id:0123456789 sub:001 dlvrd:001 submit date:2611221900 done date:2611221901 stat:%s err:%s"
          + " text:id:999 stat:REJECTD";

  @ParameterizedTest
  @CsvSource({
    "DELIVRD, DELIVERED, ",
    "DELIVERED, DELIVERED, ",
    "EXPIRED, UNDELIVERED, TOO_LATE",
    "UNDELIV, UNDELIVERED, FOR_NOW",
    "undelivered, UNDELIVERED, FOR_NOW",
    "REJECTD, FAILED, OTHER",
    "ENROUTE, SENT, ",
    "ACCEPTD, SENT, ",
    "UNKNOWN, SENT, "
  })
  void the_usual_text_is_read(String state, DeliveryStatus status, Because because) {
    Receipt receipt = read(String.format(USUAL, state, "069"), IdForm.DEC).orElseThrow();
    assertThat(receipt.id()).isEqualTo("123456789");
    assertThat(receipt.status()).isEqualTo(status);
    assertThat(receipt.because()).isEqualTo(because);
    assertThat(receipt.code().isEmpty()).isEqualTo(because == null);
    assertThat(receipt.code().isEmpty() || receipt.code().endsWith(":069")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "HEX, 1F0A, 7946",
    "HEX, 0x1f0a, 7946",
    "DEC, 0000007946, 7946",
    "TEXT, 'msg-7946', msg-7946",
    "HEX, 7c2f-88, 7c2f-88",
    "DEC, abc, abc"
  })
  void ids_of_all_forms_meet(IdForm form, String written, String plain) {
    assertThat(form.plain(written)).isEqualTo(plain);
    assertThat(read("stat:DELIVRD id:" + written, form).orElseThrow().id()).isEqualTo(plain);
  }

  @Test
  void the_parameters_count_more_than_the_text() {
    Delivery delivery =
        delivery(
            0x04,
            new OptionalParameter.Receipted_message_id("FF"),
            new OptionalParameter.Message_state((byte) 5));
    Receipt receipt =
        Receipt.read(delivery, "id:1 stat:DELIVRD err:1", IdForm.HEX, IdForm.DEC).orElseThrow();
    assertThat(receipt.id()).isEqualTo("255");
    assertThat(receipt.status()).isEqualTo(DeliveryStatus.UNDELIVERED);
    assertThat(receipt.code()).isEqualTo("UNDELIV:1");
  }

  @Test
  void a_receipt_that_says_nothing_is_none() {
    assertThat(read("", IdForm.TEXT)).isEmpty();
    assertThat(read("id:1", IdForm.TEXT)).isEmpty();
    assertThat(read("stat:DELIVRD", IdForm.TEXT)).isEmpty();
    assertThat(read("id:1 stat:NONSENSE", IdForm.TEXT)).isEmpty();
    assertThat(read("Chào chị, paid:1 substat:DELIVRD", IdForm.TEXT)).isEmpty();
  }

  @Test
  void what_a_person_writes_is_no_receipt_whatever_it_says() {
    assertThat(Receipt.is(delivery(0x00))).isFalse();
    assertThat(Receipt.is(delivery(0x40))).isFalse();
    assertThat(Receipt.is(delivery(0x10))).as("an answer typed by a user").isFalse();
    assertThat(Receipt.is(delivery(0x04))).isTrue();
    assertThat(Receipt.is(delivery(0x20))).isTrue();
    assertThat(Receipt.is(delivery(0x00, new OptionalParameter.Receipted_message_id("1"))))
        .isTrue();
  }

  private static Optional<Receipt> read(String text, IdForm form) {
    return Receipt.read(delivery(0x04), text, IdForm.TEXT, form);
  }

  private static Delivery delivery(int esmClass, OptionalParameter... parameters) {
    Address nobody = new Address(0, 0, "");
    return new Delivery(esmClass, 0, nobody, nobody, new byte[0], parameters, status -> {});
  }
}
