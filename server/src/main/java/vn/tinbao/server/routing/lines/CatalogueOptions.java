package vn.tinbao.server.routing.lines;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.ImportException;
import vn.tinbao.server.catalogue.ListedCatalogue;
import vn.tinbao.server.catalogue.ListedCatalogue.Listed;

/** Which catalogue a command reads: the built-in one, given lists, or the recorded one. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CatalogueOptions {
  @Option(
      names = "--units",
      arity = "1..*",
      paramLabel = "FILE@YYYY-MM-DD",
      converter = FileAtDay.class,
      description =
          "complete lists of units and the day each came into force, laid over the built-in"
              + " catalogue as the imports do; no database is needed")
  private List<Listed> units = new ArrayList<>();

  @Option(
      names = "--succession",
      arity = "1..*",
      paramLabel = "FILE@YYYY-MM-DD",
      converter = FileAtDay.class,
      description = "what became of the units that ended, and the first day of the new ones")
  private List<Listed> successions = new ArrayList<>();

  @Option(
      names = "--border",
      arity = "1..*",
      paramLabel = "FILE@YYYY-MM-DD",
      converter = FileAtDay.class,
      description = "the communes at the land border, and a day on which they stand")
  private List<Listed> borders = new ArrayList<>();

  @Option(
      names = "--database",
      description = "the recorded catalogue (TINBAO_DB_URL or TINBAO_HOME) instead")
  private boolean database;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Whether the command line names a catalogue. */
  public boolean given() {
    return database || !units.isEmpty() || !successions.isEmpty() || !borders.isEmpty();
  }

  /**
   * Reads the catalogue that was asked for.
   *
   * @throws ParameterException when options contradict each other
   * @throws ImportException when a list cannot be taken in
   */
  public CatalogueSnapshot read() {
    return read(units, successions, borders);
  }

  /** The same with these lists where the command line names none. */
  public CatalogueSnapshot readOr(
      List<Listed> otherUnits, List<Listed> otherSuccessions, List<Listed> otherBorders) {
    return given() ? read() : read(otherUnits, otherSuccessions, otherBorders);
  }

  private CatalogueSnapshot read(List<Listed> lists, List<Listed> maps, List<Listed> atBorder) {
    CommandLine line = command.commandLine();
    if (database) {
      if (!lists.isEmpty() || !maps.isEmpty() || !atBorder.isEmpty()) {
        throw new ParameterException(line, "--database and lists of files exclude each other");
      }
      return recorded(line);
    }
    return ListedCatalogue.read(lists, maps, atBorder);
  }

  private static CatalogueSnapshot recorded(CommandLine line) {
    try {
      return line.getFactory().create(Catalogue.class).now();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The recorded catalogue cannot be opened", e);
    }
  }

  /** {@code lists/units-2025-07-01.tsv@2025-07-01}. */
  static final class FileAtDay implements ITypeConverter<Listed> {
    @Override
    public Listed convert(String value) {
      int at = value.lastIndexOf('@');
      if (at <= 0) {
        throw new CommandLine.TypeConversionException(
            "'" + value + "' is not FILE@YYYY-MM-DD: the day is missing");
      }
      try {
        return new Listed(
            Path.of(value.substring(0, at)), LocalDate.parse(value.substring(at + 1)));
      } catch (DateTimeParseException e) {
        throw new CommandLine.TypeConversionException(
            "'" + value + "' is not FILE@YYYY-MM-DD: no such day");
      }
    }
  }
}
