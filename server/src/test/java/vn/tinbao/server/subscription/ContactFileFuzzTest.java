package vn.tinbao.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.sheets.MutatedFiles;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * Whatever is brought as a list of numbers: numbers that read back, or a refusal without digits.
 */
class ContactFileFuzzTest {
  private static final List<List<String>> ROWS =
      List.of(
          List.of("Danh sách giáo viên", "", ""),
          List.of("STT", "Họ và tên", "SĐT"),
          List.of("1", "Nguyễn Văn A", "0912345678"),
          List.of("2", "Trần B", "987654321"),
          List.of("3", "Lê C", "0912 345 678"));

  @FuzzTest
  void numbers_are_found_or_the_file_is_refused(byte[] data) {
    check(data);
  }

  @Test
  void lists_changed_at_chance_give_numbers_or_are_refused() {
    MutatedFiles.each(ROWS, ContactFileFuzzTest::check);
  }

  private static boolean check(byte[] file) {
    try {
      ContactFile read = ContactFile.read(file);
      assertThat(read.numbers()).isNotEmpty();
      for (PhoneNumber number : read.numbers()) {
        assertThat(PhoneNumber.parse(number.e164())).contains(number);
      }
      assertThat(read.duplicates()).isNotNegative();
      assertThat(read.invalid()).allMatch(line -> line > 0).doesNotHaveDuplicates();
      assertThat(read.toString()).isEqualTo("ContactFile[" + read.numbers().size() + "]");
      return true;
    } catch (ContactListException refused) {
      assertThat(refused.getMessage()).doesNotContain("912", "987");
      return false;
    }
  }
}
