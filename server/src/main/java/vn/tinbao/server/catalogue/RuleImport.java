package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.ImportReport.Change;

/**
 * Takes in competence rules in the form of {@code competence-rules.yaml}. A rule that is new may
 * begin on any day; one that is there already gets a version from today or later, never another
 * past.
 */
@Singleton
public class RuleImport {
  private static final Pattern RULE = Pattern.compile("rule ([^:]+): (\\w+) (.*)", Pattern.DOTALL);
  private static final List<String> ID_NAMES = List.of("id:", "\"id\":", "'id':");
  private static final String ENDS = ",}#";
  private static final long MOST_BYTES = 4 << 20;
  private static final String OVERLAP = "23P01";

  private final ImportTransaction transaction;
  private final BuiltInCatalogue builtIn;
  private final Catalogue catalogue;
  private final Clock clock;

  RuleImport(
      ImportTransaction transaction, BuiltInCatalogue builtIn, Catalogue catalogue, Clock clock) {
    this.transaction = transaction;
    this.builtIn = builtIn;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Imports in one transaction. Rules that the file does not name stay. Importing the same file
   * again changes nothing.
   *
   * @param dryRun do everything, then undo it
   * @param keeps whether who imports keeps that rule
   * @throws ImportException naming rule, field and the rule's line; nothing is imported
   */
  public ImportReport run(
      Path file, boolean dryRun, Predicate<CompetenceRule> keeps, Progress progress) {
    if (catalogue.now().units().isEmpty()) {
      builtIn.installIfEmpty();
    }
    CatalogueSnapshot snapshot = catalogue.refresh();
    progress.at("Reading " + file.getFileName(), 0, 0);
    String text = text(file);
    Map<String, Long> lines = lines(text);
    List<CompetenceRule> rules = read(file, text, lines, snapshot);
    return transaction.run(
        dryRun,
        connection -> {
          UnitTable.lockCatalogue(connection);
          CatalogueStore.mustBe(connection, snapshot.version(), file);
          ImportReport.Builder changes = new ImportReport.Builder();
          for (CompetenceRule rule : rules) {
            take(connection, file, lines, snapshot, rule, keeps, changes);
          }
          return changes.build("Rules of " + file.getFileName(), dryRun);
        });
  }

  private void take(
      Connection connection,
      Path file,
      Map<String, Long> lines,
      CatalogueSnapshot snapshot,
      CompetenceRule rule,
      Predicate<CompetenceRule> keeps,
      ImportReport.Builder changes)
      throws SQLException {
    UnitLevel level = level(rule);
    List<CompetenceRule> versions = RuleEdit.versions(snapshot, rule.id());
    if (versions.contains(rule)) {
      changes.count(Change.KEPT, level);
      return;
    }
    long line = lines.getOrDefault(rule.id(), 0L);
    if (!keeps.test(rule) || !versions.stream().allMatch(keeps)) {
      throw ImportException.field(
          file, line, "id", "rule %s is not yours to keep".formatted(rule.id()));
    }
    LocalDate today = LegalTime.day(clock.instant());
    boolean fresh = versions.isEmpty();
    RuleEdit edit = new RuleEdit(snapshot, fresh ? rule.validFrom() : today, rule);
    try {
      edit.check();
      edit.write(connection);
    } catch (CatalogueMistake mistake) {
      throw ImportException.field(
          file, line, mistake.field(), "rule %s: %s".formatted(rule.id(), why(mistake)));
    } catch (SQLException e) {
      if (OVERLAP.equals(e.getSQLState())) {
        throw ImportException.field(
            file, line, "from", "rule %s has two versions on one day".formatted(rule.id()));
      }
      throw e;
    }
    changes.change(
        fresh ? Change.ADDED : Change.CORRECTED,
        level,
        "%s from %s".formatted(rule.id(), rule.validFrom()));
  }

  private static String why(CatalogueMistake mistake) {
    return switch (mistake.key()) {
      case "catalogue.mistake.past" -> "changes the past; a new version begins today or later";
      case "catalogue.mistake.later-version" -> "there is a later version already";
      case "catalogue.mistake.today-version" -> "there is a version that begins today";
      default -> "is wrong";
    };
  }

  /** The level at which its first choice works: what the report counts by. */
  private static UnitLevel level(CompetenceRule rule) {
    return switch (rule.lead().get(0).level()) {
      case CENTRAL, PROVINCE -> UnitLevel.PROVINCE;
      case DISTRICT, AREA -> UnitLevel.DISTRICT;
      case COMMUNE -> UnitLevel.COMMUNE;
    };
  }

  private static List<CompetenceRule> read(
      Path file, String text, Map<String, Long> lines, CatalogueSnapshot snapshot) {
    Map<String, Long> units =
        snapshot.units().stream().collect(Collectors.toMap(Unit::ref, Unit::id, (a, b) -> a));
    try {
      return CompetenceRuleFile.read(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), units::get)
          .stream()
          .sorted(Comparator.comparing(CompetenceRule::validFrom))
          .toList();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Matcher named = RULE.matcher(message);
      throw named.find()
          ? ImportException.field(
              file,
              lines.getOrDefault(named.group(1), 0L),
              named.group(2),
              "rule %s: %s".formatted(named.group(1), named.group(3)))
          : ImportException.file(file, message);
    }
  }

  /** Where each rule begins in the file; those of which it cannot be told are not there. */
  private static Map<String, Long> lines(String text) {
    Map<String, Long> found = new HashMap<>();
    long number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String id = id(line);
      if (id != null) {
        found.putIfAbsent(id, number);
      }
    }
    return found;
  }

  /** The id that the line {@code - id: x} or {@code - {id: x, …} } names, or null. */
  private static @Nullable String id(String line) {
    String rest = without(without(line.strip(), "-"), "{");
    for (String name : ID_NAMES) {
      if (rest.startsWith(name)) {
        String value = rest.substring(name.length()).strip();
        int end = 0;
        while (end < value.length() && ENDS.indexOf(value.charAt(end)) < 0) {
          end++;
        }
        String id = value.substring(0, end).strip();
        boolean quoted =
            id.length() > 1 && "'\"".indexOf(id.charAt(0)) >= 0 && id.endsWith(id.substring(0, 1));
        return quoted ? id.substring(1, id.length() - 1) : id;
      }
    }
    return null;
  }

  private static String without(String text, String start) {
    return text.startsWith(start) ? text.substring(start.length()).strip() : text;
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw ImportException.file(file, "there is no such file");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw ImportException.file(file, "is larger than " + (MOST_BYTES >> 20) + " MB");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw ImportException.file(file, "cannot be read as UTF-8");
    }
  }
}
