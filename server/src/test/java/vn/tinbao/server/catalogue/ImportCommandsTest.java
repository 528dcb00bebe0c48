package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinbao.server.catalogue.ListFiles.commune;
import static vn.tinbao.server.catalogue.ListFiles.province;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.catalogue.built-in", value = "false")
class ImportCommandsTest {
  @Inject BeanContext beans;
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Class<?> type, String... arguments) {
    CommandLine command = new CommandLine(beans.getBean(type));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  @Test
  void the_report_is_on_standard_output_and_progress_beside_it() {
    String list =
        ListFiles.units(directory, province("20", "Lạng Sơn"), commune("06217", "Khánh Khê", "20"))
            .toString();
    assertThat(run(ImportUnitsCommand.class, list, "--valid-from", "2025-07-01", "--dry-run"))
        .isZero();
    assertThat(out.toString()).contains("nothing was written").doesNotContain("Reading");
    assertThat(err.toString()).contains("Reading list-", "Writing rows");
    assertThat(run(ImportUnitsCommand.class, list, "--valid-from", "2025-07-01")).isZero();
    assertThat(out.toString()).contains("added     06217 Xã Khánh Khê (20)");

    String map = ListFiles.write(directory, "old_code,new_code\n20,20\n").toString();
    assertThat(run(ImportSuccessionCommand.class, map, "--at", "2025-08-01")).isZero();
    assertThat(out.toString()).contains("nothing changed");
    String outline =
        ListFiles.write(
                directory,
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"20\","
                    + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                    + "[[[105,20],[106,20],[106,21],[105,20]]]}}]}")
            .toString();
    assertThat(run(ImportBoundariesCommand.class, outline, "--valid-from", "2025-07-01")).isZero();
    assertThat(out.toString()).contains("added     20 Tỉnh Lạng Sơn");
  }

  @Test
  void a_file_that_cannot_be_imported_is_one_sentence_and_exit_code_1() {
    String bad = ListFiles.units(directory, "2\tprovince\tTỉnh\tA\tTỉnh A\t\t").toString();
    assertThat(run(ImportUnitsCommand.class, bad, "--valid-from", "2025-07-01")).isOne();
    assertThat(err.toString())
        .contains("line 2, code: the code of a province has 2 digits", "Nothing was imported.")
        .doesNotContain("Exception");
    assertThat(run(ImportUnitsCommand.class, bad)).isEqualTo(2);
  }
}
