package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever stands in a list of units: it is read, or the wrong line is named. */
class UnitListFuzzTest {
  private static final Path FILE = file();

  @FuzzTest
  void a_list_is_read_or_its_wrong_line_is_named(byte[] data) throws IOException {
    Files.write(FILE, data);
    try {
      UnitListFile.read(FILE)
          .items()
          .forEach(
              item -> {
                assertThat(item.code()).matches("[0-9]{2,5}");
                assertThat(item.name()).isNotBlank();
              });
    } catch (ImportException told) {
      assertThat(told.getMessage()).isNotBlank();
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("units", ".csv");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
