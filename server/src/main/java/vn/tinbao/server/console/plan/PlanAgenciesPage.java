package vn.tinbao.server.console.plan;

import java.util.List;

/**
 * How the agencies that lead or perform tasks of a year's plans go on, the late ones first.
 *
 * @param plans how many plans they are of: those of the viewer's place, above it and below it
 */
public record PlanAgenciesPage(int year, int plans, List<Line> agencies) {

  /** How many tasks an agency leads or performs, and how many of them are how far. */
  public record Line(String id, String name, int tasks, int done, int blocked, int late) {
    Line plus(Line other) {
      return new Line(
          id,
          name,
          tasks + other.tasks,
          done + other.done,
          blocked + other.blocked,
          late + other.late);
    }
  }
}
