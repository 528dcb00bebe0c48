package vn.tinbao.server.plan;

import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports plans. */
@Prototype
@Command(
    name = "import-plan",
    description =
        "Import plans of committees: YAML in the form of resources/plan/*.yaml. Each file all or"
            + " nothing; a plan that is there gets a new version, the same plan twice is nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportPlanCommand implements Callable<Integer> {
  private final PlanImport plans;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "a plan each, YAML, UTF-8")
  private List<Path> files;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  ImportPlanCommand(PlanImport plans) {
    this.plans = plans;
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    int wrong = 0;
    for (Path file : files) {
      List<String> why = new ArrayList<>();
      try {
        out.print(plans.run(String.valueOf(file.getFileName()), text(file), null, dryRun).text());
      } catch (PlanUnreadableException e) {
        e.mistakes().forEach(mistake -> why.add(file.getFileName() + ", " + mistake.text()));
      } catch (IOException e) {
        why.add(file + " cannot be read as a file in UTF-8 of at most 2 MB");
      }
      if (!why.isEmpty()) {
        wrong++;
        why.forEach(err::println);
        err.println("Nothing was imported of " + file.getFileName() + ".");
      }
      out.flush();
      err.flush();
    }
    return wrong == 0 ? 0 : 1;
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > PlanFile.MOST_BYTES) {
      throw new IOException("not a file, or too large");
    }
    return Files.readString(file);
  }
}
