package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private ImportFile file;

  ImportRulesCommand(RuleImport rules) {
    this.rules = rules;
  }

  @Override
  public Integer call() {
    return file.imported(
        (path, dryRun, progress) -> rules.run(path, dryRun, rule -> true, progress));
  }
}
