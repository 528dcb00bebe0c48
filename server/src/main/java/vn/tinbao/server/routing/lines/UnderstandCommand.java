package vn.tinbao.server.routing.lines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.ImportException;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.routing.NoAgencyException;
import vn.tinbao.server.routing.RoutedText;
import vn.tinbao.server.routing.Router;
import vn.tinbao.server.routing.RuleRouter;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;
import vn.tinbao.server.understanding.Understanding;

/**
 * Reads messages as JSON lines from standard input and writes what is understood of each, and where
 * it would go, as one JSON line each. Needs no database unless told to use it.
 */
@Command(
    name = "understand",
    description =
        "Read JSON lines {\"text\", \"hotlineTerritory\", \"at\"} from standard input; say what is"
            + " understood and who must act, one JSON line each. Nothing is stored.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Offsets are UTF-16 code units of the text, [start, end).",
      "A line that cannot be read is answered by {\"line\", \"field\", \"error\"}; the rest",
      "goes on. Blank lines are passed over.",
      "Exit code: 0, 1 when a line could not be read, 2 for wrong words or files."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class UnderstandCommand implements Callable<Integer> {
  private static final int WRONG_FILES = 2;

  @Mixin private CatalogueOptions catalogue;
  @Spec private CommandSpec spec;

  private final InputStream in;
  private final OutputStream out;
  private final Clock clock;

  /** From standard input to standard output. */
  public UnderstandCommand() {
    this(System.in, System.out, Clock.systemUTC());
  }

  UnderstandCommand(InputStream in, OutputStream out, Clock clock) {
    this.in = in;
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    CatalogueSnapshot snapshot;
    try {
      snapshot = catalogue.read();
    } catch (ImportException e) {
      spec.commandLine().getErr().println("tinbao: " + e.getMessage());
      return WRONG_FILES;
    }
    if (snapshot.agencies().isEmpty()) {
      throw new NoAgencyException();
    }
    Understanding understanding = new LexiconUnderstanding(snapshot, Lexicon.builtIn());
    Router router = new RuleRouter(snapshot);
    MessageReader messages = new MessageReader();
    boolean allGood = true;
    LineReader lines = new LineReader(in);
    try (AnswerWriter answers = new AnswerWriter(out, snapshot)) {
      while (true) {
        if (lines.mayWait()) {
          answers.flush();
        }
        try {
          String line = lines.next();
          if (line == null) {
            break;
          }
          if (!line.isBlank()) {
            answers.answer(routed(messages.read(line), snapshot, understanding, router));
          }
        } catch (BadLineException e) {
          allGood = false;
          answers.error(lines.number(), e.field(), String.valueOf(e.getMessage()));
        }
      }
    }
    return allGood ? 0 : 1;
  }

  private RoutedText routed(
      Message message, CatalogueSnapshot snapshot, Understanding understanding, Router router)
      throws BadLineException {
    LocalDate day = message.at() == null ? LegalTime.day(clock.instant()) : message.at();
    Long hotline = hotline(message.hotline(), day, snapshot);
    try {
      return RoutedText.of(message.text(), day, hotline, snapshot, understanding, router);
    } catch (RuntimeException e) {
      // A mistake of the program in one message must not cost the others; without its words.
      spec.commandLine().getErr().println("tinbao: " + e.getClass().getName());
      throw new BadLineException("text", "could not be understood, a mistake of the program");
    }
  }

  /**
   * The unit of the line that received it: of that day, else the last one of that code before it,
   * which is led to where it is then.
   */
  private static @Nullable Long hotline(
      @Nullable String code, LocalDate day, CatalogueSnapshot snapshot) throws BadLineException {
    if (code == null) {
      return null;
    }
    return snapshot
        .unitByCode(code, day)
        .or(
            () ->
                snapshot.unitsByCode(code).stream()
                    .filter(unit -> !unit.validFrom().isAfter(day))
                    .max(Comparator.comparing(Unit::validFrom)))
        .map(Unit::id)
        .orElseThrow(
            () ->
                new BadLineException("hotlineTerritory", "no unit " + code + " stands on " + day));
  }
}
