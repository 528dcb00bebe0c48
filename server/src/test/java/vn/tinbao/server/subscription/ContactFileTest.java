package vn.tinbao.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.sms.phone.PhoneNumber;

class ContactFileTest {
  private static final PhoneNumber FIRST = new PhoneNumber("+84912345678");
  private static final PhoneNumber SECOND = new PhoneNumber("+84987654321");

  private static ContactFile read(String text) {
    return ContactFile.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(byte[] file, ContactListException.Why why) {
    assertThatThrownBy(() -> ContactFile.read(file))
        .isInstanceOfSatisfying(
            ContactListException.class, refused -> assertThat(refused.why()).isEqualTo(why))
        .message()
        .doesNotContain("0912");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0912345678\n0987654321",
        "STT,Họ và tên,Số điện thoại\n1,\"Nguyễn, Văn A\",0912345678\n2,B,+84987654321\n",
        "Danh sách giáo viên;;\r\n;;\r\nSTT;SĐT;Tên\r\n1;0912 345 678;A\r\n2;84987654321;B\r\n",
        "1,A,0912345678\n2,B,0987654321",
        "tên\tđiện thoại\nA \"Tèo\"\t0912.345.678\nB\t0987-654-321",
        "\ufeffPhone\n0912345678\n\n0987654321\n,,\n"
      })
  void numbers_are_found_wherever_they_stand(String text) {
    ContactFile file = read(text);
    assertThat(file.numbers()).containsExactly(FIRST, SECOND);
    assertThat(file.invalid()).isEmpty();
    assertThat(file.duplicates()).isZero();
  }

  @Test
  void what_is_no_number_is_named_by_its_line_and_what_is_there_twice_is_counted() {
    ContactFile file = read("SĐT\n0912345678\nkhông có\n0912 345 678\n12\n0987654321\n");
    assertThat(file.numbers()).containsExactly(FIRST, SECOND);
    assertThat(file.invalid()).containsExactly(3, 5);
    assertThat(file.duplicates()).isEqualTo(1);
    assertThat(file.toString()).doesNotContain("912");
  }

  @Test
  void a_spreadsheet_may_hold_numbers_as_texts_and_as_numbers_that_lost_their_zero()
      throws IOException {
    byte[] file;
    try (XSSFWorkbook book = new XSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Sheet sheet = book.createSheet("Giáo viên");
      sheet.createRow(0).createCell(0).setCellValue("Danh sách 2026");
      Row head = sheet.createRow(2);
      head.createCell(0).setCellValue("STT");
      head.createCell(2).setCellValue("Số điện thoại");
      Row one = sheet.createRow(3);
      one.createCell(0).setCellValue(1);
      one.createCell(2).setCellValue(912345678);
      Row two = sheet.createRow(4);
      two.createCell(0).setCellValue(2);
      two.createCell(2).setCellValue("0987654321");
      sheet.createRow(5).createCell(0).setCellValue(3);
      book.write(out);
      file = out.toByteArray();
    }
    ContactFile read = ContactFile.read(file);
    assertThat(read.numbers()).containsExactly(FIRST, SECOND);
    assertThat(read.invalid()).containsExactly(6);
  }

  @Test
  void what_would_fill_the_memory_is_refused_before_it_does() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      byte[] zeros = new byte[1 << 20];
      for (long all = 0; all <= ContactFile.LIMITS.inflated(); all += zeros.length) {
        zip.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    refused(bomb.toByteArray(), ContactListException.Why.SHEET_TOO_LARGE);
    refused(new byte[ContactFile.LIMITS.bytes() + 1], ContactListException.Why.TOO_LARGE);
  }

  @Test
  void what_is_no_list_is_refused_with_the_reason() throws IOException {
    refused(new byte[0], ContactListException.Why.EMPTY);
    refused("\n \n,,\n".getBytes(StandardCharsets.UTF_8), ContactListException.Why.EMPTY);
    refused("tên\nA\nB".getBytes(StandardCharsets.UTF_8), ContactListException.Why.NO_NUMBERS);
    refused(new byte[] {'0', (byte) 0xff, (byte) 0xfe}, ContactListException.Why.NOT_TEXT);
    refused(new byte[] {'P', 'K', 3, 4, (byte) 0xff}, ContactListException.Why.NOT_TEXT);
    refused(
        "a,\"0912345678\nb".getBytes(StandardCharsets.UTF_8), ContactListException.Why.NOT_TEXT);
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(other)) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write("<a/>".getBytes(StandardCharsets.UTF_8));
    }
    refused(other.toByteArray(), ContactListException.Why.NOT_TEXT);
  }
}
