package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports competence rules. */
@Prototype
@Command(
    name = "import-rules",
    description =
        "Import competence rules: YAML in the form of competence-rules.yaml. All or nothing; a rule"
            + " that is there gets a version from today or later.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportRulesCommand implements Callable<Integer> {
  private final RuleImport rules;

  @Parameters(index = "0", paramLabel = "FILE", description = "the rules, YAML, UTF-8")
  private Path file;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  ImportRulesCommand(RuleImport rules) {
    this.rules = rules;
  }

  @Override
  public Integer call() {
    return ImportRun.of(spec, progress -> rules.run(file, dryRun, rule -> true, progress));
  }
}
