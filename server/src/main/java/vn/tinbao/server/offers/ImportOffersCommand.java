package vn.tinbao.server.offers;

import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports the list of companies licensed to send workers abroad. */
@Prototype
@Command(
    name = "import-offers",
    description =
        "Import the complete list of companies licensed to send workers abroad, and their fees: CSV"
            + " (UTF-8) or XLSX with columns licence name status and, where there are any, valid_from"
            + " valid_to address contact website market job fee currency note. All or nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportOffersCommand implements Callable<Integer> {
  private final OfferImport lists;

  @Parameters(index = "0", paramLabel = "FILE", description = "the list")
  private Path file;

  @Option(
      names = "--as-of",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "the day whose state the list gives")
  private LocalDate asOf;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "TEXT",
      description = "who published it, and where: every answer says so")
  private String source;

  @Option(names = "--sample", description = "invented, to try things out: every answer says so")
  private boolean sample;

  @Spec private CommandSpec spec;

  ImportOffersCommand(OfferImport lists) {
    this.lists = lists;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      if (Files.size(file) > OfferSheet.MOST_BYTES) {
        throw new OfferFileException(OfferMistake.Problem.TOO_LARGE, "", "");
      }
      OfferImport.Done done = lists.run(Files.readAllBytes(file), asOf, source, sample, null);
      out.println(
          done.changed()
              ? "%d companies as of %s%s."
                  .formatted(
                      done.list().companies(),
                      asOf,
                      done.replaced() ? ", instead of another list of that day" : "")
              : "The same list as before: nothing changed.");
      out.flush();
      return 0;
    } catch (IOException e) {
      err.println(file + " cannot be read");
    } catch (OfferFileException e) {
      err.println(e.getMessage());
      err.println("Nothing was imported.");
    }
    err.flush();
    return 1;
  }
}
