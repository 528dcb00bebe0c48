package vn.tinbao.server.bench.understanding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinbao.server.routing.lines.CatalogueOptions;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.WeightTrainer;
import vn.tinbao.server.understanding.WeightTrainer.Example;

/** Computes the weights of words from labelled messages, for the developers of the lexicon. */
@Command(
    name = "understanding-weights",
    description = "Compute weights.tsv, what single words speak for, from labelled messages.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class WeightsBench implements Callable<Integer> {

  @Mixin private CatalogueOptions catalogue;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "labelled messages (.jsonl), examples of the tests (.tsv)")
  private List<Path> files;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "where to write them: server/src/main/resources/understanding/weights.tsv")
  private Path to;

  @Override
  public Integer call() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(".tsv")) {
        examples.addAll(ExampleTable.read(file));
        continue;
      }
      for (Labelled label : LabelledFile.read(file)) {
        if (label.kind() != null && !label.categories().isEmpty()) {
          examples.add(
              new Example(
                  label.text(),
                  label.at(),
                  label.categories().get(0),
                  label.kind(),
                  label.urgency()));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Computed by ./tinbao bench understanding-weights from "
            + examples.size()
            + " labelled messages: do not edit.");
    lines.addAll(
        new WeightTrainer(
                catalogue.readOr(Checkout.lists(), Checkout.successions(), Checkout.borders()),
                Lexicon.builtIn())
            .train(examples));
    Files.write(to, lines);
    return 0;
  }
}
