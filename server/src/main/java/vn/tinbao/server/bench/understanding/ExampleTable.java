package vn.tinbao.server.bench.understanding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;
import vn.tinbao.server.understanding.WeightTrainer.Example;

/**
 * The examples that the tests of understanding hold it to ({@code messages*.tsv}): tables whose
 * first line that is no remark names the columns, among them kind, categories or category, urgency
 * and text. Of several right answers the first counts.
 */
final class ExampleTable {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private ExampleTable() {}

  static List<Example> read(Path file) throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> columns = List.of();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> fields = Arrays.asList(line.split("\t", -1));
      if (columns.isEmpty()) {
        columns = fields;
        continue;
      }
      String category =
          fields.get(columns.indexOf(columns.contains("category") ? "category" : "categories"));
      examples.add(
          new Example(
              fields.get(columns.indexOf("text")),
              DAY,
              Category.valueOf(first(category)),
              Kind.valueOf(first(fields.get(columns.indexOf("kind")))),
              Integer.parseInt(first(fields.get(columns.indexOf("urgency"))))));
    }
    return examples;
  }

  private static String first(String field) {
    return field.split("[/,.]", 2)[0];
  }
}
