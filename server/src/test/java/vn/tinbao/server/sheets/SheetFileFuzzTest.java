package vn.tinbao.server.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is brought as a list: rows within the limits, or a refusal that tells nothing of it. */
class SheetFileFuzzTest {
  private static final SheetFile.Limits LIMITS =
      new SheetFile.Limits(1 << 20, 4 << 20, 500, 300, 10, 40);
  private static final List<List<String>> ROWS =
      List.of(
          List.of("STT", "Họ và tên", "Số điện thoại"),
          List.of("1", "Nguyễn Văn A", "0912345678"),
          List.of("2", "\"Trần, B\"", "987654321"),
          List.of("3", "", "không có"));

  @FuzzTest
  void rows_are_read_or_the_file_is_refused(byte[] data) {
    check(data);
  }

  @Test
  void lists_changed_at_chance_are_read_or_refused() {
    MutatedFiles.each(ROWS, SheetFileFuzzTest::check);
  }

  /** The same rows, whichever way they come. */
  @Test
  void what_is_right_is_read_the_same_from_both_kinds() {
    List<List<String>> fromText = new ArrayList<>();
    List<List<String>> fromSheet = new ArrayList<>();
    SheetFile.read(
        MutatedFiles.text(ROWS, ","), LIMITS, (line, fields, numbers) -> fromText.add(fields));
    SheetFile.read(
        MutatedFiles.sheet(ROWS),
        LIMITS,
        (line, fields, numbers) ->
            fromSheet.add(fields.stream().map(f -> f.replace("\"", "")).toList()));
    assertThat(fromSheet).isEqualTo(fromText);
  }

  private static boolean check(byte[] file) {
    int[] last = {0};
    int[] rows = {0};
    try {
      SheetFile.read(
          file,
          LIMITS,
          (line, fields, numbers) -> {
            rows[0]++;
            assertThat(fields).hasSizeLessThanOrEqualTo(LIMITS.columns());
            assertThat(fields).allMatch(field -> field.length() <= LIMITS.characters());
            assertThat(numbers.keySet()).allMatch(column -> column < fields.size());
            last[0] = line;
          });
    } catch (SheetException refused) {
      assertThat(refused.getMessage()).doesNotContain("0912", "Nguyễn");
      return false;
    }
    assertThat(rows[0]).isLessThanOrEqualTo(LIMITS.textRows());
    return true;
  }
}
