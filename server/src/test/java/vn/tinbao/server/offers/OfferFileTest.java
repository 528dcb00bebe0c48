package vn.tinbao.server.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.offers.OfferMistake.Problem;

class OfferFileTest {

  private static List<Company> read(String text) {
    return OfferFile.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<OfferMistake> wrong(byte[] file) {
    return catchThrowableOfType(OfferFileException.class, () -> OfferFile.read(file)).mistakes();
  }

  private static List<OfferMistake> wrong(String text) {
    return wrong(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_sample_is_a_list_and_says_that_it_is_none() throws IOException {
    try (InputStream in = OfferFileTest.class.getResourceAsStream("/offers/sample.csv")) {
      List<Company> companies = OfferFile.read(in == null ? new byte[0] : in.readAllBytes());
      assertThat(companies).hasSize(4).allMatch(company -> company.name().contains("(mẫu)"));
      assertThat(companies.get(0).fees()).hasSize(2);
      assertThat(companies.get(1).fees().get(0).amount()).isEqualTo(new BigDecimal("27000000"));
    }
  }

  @Test
  void vietnamese_headers_semicolons_and_a_mark_are_read() {
    List<Company> companies =
        read(
            "\uFEFFSố giấy phép;Tên doanh nghiệp;Tình trạng;Ngày cấp;Thị trường;Phí dịch vụ\r\n"
                + "12/GP;Công ty  Á Châu;Đang hoạt động;5/3/2020;Nhật Bản;3.600,50\r\n"
                + "\r\n"
                + "13/GP;\"Công ty \"\"B\"\"\";Thu hồi;;;\r\n");
    assertThat(companies).hasSize(2);
    assertThat(companies.get(0).name()).isEqualTo("Công ty Á Châu");
    assertThat(companies.get(0).validFrom()).isEqualTo(LocalDate.of(2020, 3, 5));
    assertThat(companies.get(1).status()).isEqualTo(LicenceStatus.REVOKED);
    assertThat(companies.get(1).fees()).isEmpty();
  }

  @Test
  void a_spreadsheet_is_read_with_its_days_and_numbers() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Sheet sheet = book.createSheet();
      Row head = sheet.createRow(0);
      String[] names = {"licence", "name", "status", "valid_from", "market", "fee"};
      for (int i = 0; i < names.length; i++) {
        head.createCell(i).setCellValue(names[i]);
      }
      Row row = sheet.createRow(2);
      row.createCell(0).setCellValue(12);
      row.createCell(1).setCellValue("Công ty Á Châu");
      row.createCell(2).setCellValue("active");
      CellStyle day = book.createCellStyle();
      day.setDataFormat((short) 14);
      row.createCell(3).setCellValue(LocalDate.of(2020, 3, 5));
      row.getCell(3).setCellStyle(day);
      row.createCell(4).setCellValue("Nhật Bản");
      row.createCell(5).setCellValue(27_000_000.0);
      book.write(file);
    }
    Company company = OfferFile.read(file.toByteArray()).get(0);
    assertThat(company.licence()).isEqualTo("12");
    assertThat(company.validFrom()).isEqualTo(LocalDate.of(2020, 3, 5));
    assertThat(company.fees().get(0).amount()).isEqualTo(new BigDecimal("27000000"));
  }

  private static byte[] fees(double... fees) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Sheet sheet = book.createSheet();
      Row head = sheet.createRow(0);
      String[] names = {"licence", "name", "status", "market", "fee"};
      for (int i = 0; i < names.length; i++) {
        head.createCell(i).setCellValue(names[i]);
      }
      for (int i = 0; i < fees.length; i++) {
        Row row = sheet.createRow(i + 1);
        row.createCell(0).setCellValue("GP " + i);
        row.createCell(1).setCellValue("Công ty " + i);
        row.createCell(2).setCellValue("active");
        row.createCell(3).setCellValue("Nhật Bản");
        row.createCell(4).setCellValue(fees[i]);
      }
      book.write(file);
    }
    return file.toByteArray();
  }

  @Test
  void a_number_of_a_sheet_is_that_number_and_never_a_thousand_times_it() throws IOException {
    assertThat(OfferFile.read(fees(3600.5, 27_000_000, 0.1 + 0.2)))
        .extracting(company -> company.fees().get(0).amount())
        .containsExactly(
            new BigDecimal("3600.5"), new BigDecimal("27000000"), new BigDecimal("0.3"));
    assertThat(wrong(fees(360.125, -1, 1e15)))
        .extracting(one -> one.line() + " " + one.column() + " " + one.problem())
        .containsExactly("2 fee NO_AMOUNT", "3 fee NO_AMOUNT", "4 fee NO_AMOUNT");
  }

  @Test
  void a_sheet_that_would_fill_the_memory_is_refused() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      byte[] blanks = new byte[1 << 20];
      for (int i = 0; i < 50; i++) {
        zip.write(blanks);
      }
    }
    assertThat(file.size()).isLessThan(OfferSheet.MOST_BYTES);
    assertThat(wrong(file.toByteArray()))
        .extracting(OfferMistake::problem)
        .containsExactly(Problem.TOO_LARGE);
  }

  @Test
  void days_no_licence_can_have_and_endless_headers_are_refused() {
    assertThat(
            wrong(
                "licence,name,status,valid_to\n"
                    + "1,A,active,+999999999-12-31\n"
                    + "2,B,active,1899-12-31\n"
                    + "3,C,active,1/1/2200\n"
                    + "4,D,active,31/12/2199\n"))
        .extracting(one -> one.line() + " " + one.problem())
        .containsExactly("2 NO_DAY", "3 NO_DAY", "4 NO_DAY");
    assertThat(wrong("x,".repeat(5_000) + "\n1,2\n")).hasSizeLessThan(60);
    assertThat(wrong("y".repeat(5_000) + "," + "y".repeat(5_000) + "\n1,2\n"))
        .allMatch(one -> one.column().length() < 60);
  }

  @Test
  void all_mistakes_are_named_with_line_and_column() {
    assertThat(
            wrong(
                "licence,name,status,fee,market,valid_from\n"
                    + ",A,active,,,\n"
                    + "1,A,maybe,,,31/02/2026\n"
                    + "2,B,active,12x,Nhật,\n"
                    + "3,C,active,5,,\n"
                    + "4,D,active,,,\n"
                    + "4,E,active,1,Nhật,\n"
                    + "4,D,revoked,1,Nhật,\n"))
        .extracting(one -> one.line() + " " + one.column() + " " + one.problem())
        .containsExactly(
            "2 licence MISSING",
            "3 status NO_STATUS",
            "3 valid_from NO_DAY",
            "4 fee NO_AMOUNT",
            "5 market MISSING",
            "7 name DIFFERS",
            "8 status DIFFERS");
    assertThat(wrong("licence,name\n1,A\n"))
        .extracting(OfferMistake::problem)
        .containsExactly(Problem.NO_COLUMN);
    assertThat(wrong("licence,name,status\n1,A,x\n".repeat(200))).hasSizeLessThan(60);
    assertThat(new OfferMistake(3, "fee", Problem.NO_AMOUNT, "12x").text())
        .isEqualTo("line 3, fee: is no amount: 12x");
  }

  @Test
  void what_is_no_list_is_refused_whatever_it_is() {
    assertThat(wrong("")).extracting(OfferMistake::problem).containsExactly(Problem.EMPTY);
    assertThat(wrong(new byte[] {'P', 'K', 3, 4, 0, 0, 9}))
        .extracting(OfferMistake::problem)
        .containsExactly(Problem.UNREADABLE);
    assertThat(wrong("số,tên\n".getBytes(StandardCharsets.UTF_16)))
        .extracting(OfferMistake::problem)
        .containsExactly(Problem.UNREADABLE);
    assertThat(wrong(new byte[OfferSheet.MOST_BYTES + 1]))
        .extracting(OfferMistake::problem)
        .containsExactly(Problem.TOO_LARGE);
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      if (round % 2 == 0 && noise.length > 2) {
        noise[0] = 'P';
        noise[1] = 'K';
      }
      assertThat(wrong(noise)).isNotEmpty();
    }
  }

  @Test
  void one_letter_off_is_near_and_two_are_not() {
    assertThat(Folded.near("duong", "duong")).isTrue();
    assertThat(Folded.near("duong", "duon")).isTrue();
    assertThat(Folded.near("duong", "huong")).isTrue();
    assertThat(Folded.near("duong", "dduong")).isTrue();
    assertThat(Folded.near("duong", "hoong")).isFalse();
    assertThat(Folded.near("duong", "duongxx")).isFalse();
    assertThat(Folded.text("  Công-ty ĐỨC Thành (mẫu) ")).isEqualTo("cong ty duc thanh mau");
  }
}
