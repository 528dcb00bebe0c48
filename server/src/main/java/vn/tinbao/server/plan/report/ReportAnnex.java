package vn.tinbao.server.plan.report;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the words of a report, as it was at one moment: figures, targets, tasks,
 * campaigns, reports of others.
 *
 * @param asOf the moment
 * @param scope of what the figures were counted, in words
 */
@Serdeable
public record ReportAnnex(
    Instant asOf,
    String scope,
    List<ReportFigure> figures,
    List<Parts> parts,
    List<Target> targets,
    List<Task> tasks,
    List<Held> campaigns,
    List<Below> below) {

  /** Codes of {@link Task#state}: those of the room {@code plan}. */
  static final String BLOCKED = "BLOCKED";

  static final String GOING_ON = "GOING_ON";

  /** What is empty is not written into JSON, and comes back as null. */
  public ReportAnnex {
    scope = Objects.requireNonNullElse(scope, "");
    figures = copy(figures);
    parts = copy(parts);
    targets = copy(targets);
    tasks = copy(tasks);
    campaigns = copy(campaigns);
    below = copy(below);
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** The figure of that word. */
  public Optional<ReportFigure> figure(String key) {
    return figures.stream().filter(figure -> figure.key().equals(key)).findFirst();
  }

  /**
   * A figure in its parts, the largest first; texts of before have none.
   *
   * @param title Vietnamese: {@code Nguồn tin tiếp nhận theo kênh}
   */
  @Serdeable
  public record Parts(String title, List<Part> parts) {
    public Parts {
      parts = copy(parts);
    }
  }

  /** One part under its Vietnamese name. */
  @Serdeable
  public record Part(String name, long count) {}

  /**
   * A target of the plan.
   *
   * @param key of its figure; null: told in words only
   * @param reached null when that cannot be said
   */
  @Serdeable
  public record Target(
      String title, String wanted, @Nullable String key, @Nullable Boolean reached) {
    public Target {
      wanted = Objects.requireNonNullElse(wanted, "");
    }
  }

  /**
   * A task of the plan in which the writer has a part.
   *
   * @param part of the report to which it belongs
   * @param state code of how it stands, empty when nobody said
   * @param evidence what shows it, a line each
   */
  @Serdeable
  public record Task(
      String id, ReportPart part, String title, String state, String who, List<String> evidence) {
    public Task {
      state = Objects.requireNonNullElse(state, "");
      who = Objects.requireNonNullElse(who, "");
      evidence = copy(evidence);
    }
  }

  /** A campaign that touched the period. */
  @Serdeable
  public record Held(UUID id, String title, LocalDate from, LocalDate until, String state) {}

  /**
   * What an agency below sent in, or did not.
   *
   * @param reportId null: it has not sent anything
   * @param parts what it wrote, by {@link ReportPart} names; empty for one on paper
   */
  @Serdeable
  public record Below(
      String agency, @Nullable UUID reportId, ReportStanding standing, List<Said> parts) {
    public Below {
      parts = copy(parts);
    }
  }

  /** One part of a report from below, without marks. */
  @Serdeable
  public record Said(ReportPart part, String text) {}
}
