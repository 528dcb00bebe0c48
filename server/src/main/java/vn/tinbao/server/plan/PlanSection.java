package vn.tinbao.server.plan;

import static vn.tinbao.server.plan.PlanField.Kind.AGENCIES;
import static vn.tinbao.server.plan.PlanField.Kind.AGENCY;
import static vn.tinbao.server.plan.PlanField.Kind.CARRIES;
import static vn.tinbao.server.plan.PlanField.Kind.CHOICE;
import static vn.tinbao.server.plan.PlanField.Kind.CHOICES;
import static vn.tinbao.server.plan.PlanField.Kind.DAY;
import static vn.tinbao.server.plan.PlanField.Kind.FIGURE;
import static vn.tinbao.server.plan.PlanField.Kind.FLAG;
import static vn.tinbao.server.plan.PlanField.Kind.ID;
import static vn.tinbao.server.plan.PlanField.Kind.LINES;
import static vn.tinbao.server.plan.PlanField.Kind.LONG_TEXT;
import static vn.tinbao.server.plan.PlanField.Kind.NUMBER;
import static vn.tinbao.server.plan.PlanField.Kind.PLAN;
import static vn.tinbao.server.plan.PlanField.Kind.TEXT;
import static vn.tinbao.server.plan.PlanField.Kind.YEARLY;
import static vn.tinbao.server.plan.PlanField.choice;
import static vn.tinbao.server.plan.PlanField.needed;
import static vn.tinbao.server.plan.PlanField.of;

import java.util.List;

/**
 * A part of a plan that has a form of its own. Fields that no form has ({@code lines} of a founding
 * text, the unit) stay as they are.
 */
public enum PlanSection {
  HEAD(
      "",
      false,
      needed("title", LONG_TEXT),
      needed("startsOn", DAY),
      needed("endsOn", DAY),
      of("outlook", NUMBER),
      of("theme", LONG_TEXT),
      of("place", TEXT),
      needed("issuer", AGENCY),
      needed("issuerName", TEXT),
      of("signer.authority", TEXT),
      of("signer.position", TEXT),
      of("signer.secondPosition", TEXT),
      of("signer.name", TEXT),
      of("superior", PLAN),
      needed("source", TEXT)),
  BASIS(
      "basis",
      true,
      of("number", TEXT),
      of("on", DAY),
      of("by", AGENCIES),
      of("title", LONG_TEXT),
      of("note", LONG_TEXT)),
  TARGETS(
      "targets",
      true,
      needed("id", ID),
      needed("title", LONG_TEXT),
      of("figure", FIGURE),
      choice("operator", CHOICE, true, PlanTarget.Operator.class, "plan.operator."),
      of("value", NUMBER),
      choice("unit", CHOICE, false, PlanTarget.Unit.class, "plan.unit.")),
  TASKS(
      "tasks",
      true,
      needed("id", ID),
      needed("title", LONG_TEXT),
      choice("group", CHOICE, true, PlanTask.Group.class, "plan.group."),
      choice("kind", CHOICE, true, PlanTask.Kind.class, "plan.task.kind."),
      of("lead", AGENCIES),
      of("performs", AGENCIES),
      of("requested", FLAG),
      of("supports", AGENCIES),
      of("concerned", AGENCIES),
      of("startsOn", DAY),
      of("endsOn", DAY),
      of("due", DAY),
      of("before", FLAG),
      of("yearly", YEARLY),
      of("milestone", TEXT),
      choice("channels", CHOICES, false, TaskChannel.class, "plan.channel."),
      of("focus", LINES),
      of("carries", CARRIES),
      of("note", LONG_TEXT)),
  WINDOWS(
      "windows",
      true,
      needed("id", ID),
      needed("name", TEXT),
      choice("kind", CHOICE, true, PlanWindow.Kind.class, "plan.window."),
      of("startsOn", DAY),
      of("endsOn", DAY),
      of("yearly", YEARLY),
      of("note", LONG_TEXT)),
  REPORTING(
      "reports",
      false,
      of("makers", AGENCIES),
      needed("to", AGENCY),
      of("via", AGENCY),
      of("upward", AGENCIES)),
  RULES(
      "reports.rules",
      true,
      choice("period", CHOICE, true, ReportRule.Period.class, "plan.period."),
      new PlanField("quarter", CHOICE, false, List.of("1", "2", "3", "4"), "plan.quarter."),
      of("due", YEARLY),
      of("on", DAY),
      of("before", FLAG),
      of("title", TEXT)),
  RECIPIENTS("recipients", true, of("agency", AGENCY), of("keep", TEXT), of("note", TEXT)),
  NOTES(
      "notes",
      true,
      choice("kind", CHOICE, true, PlanNote.Kind.class, "plan.note."),
      needed("text", LONG_TEXT),
      of("agency", AGENCY),
      of("number", TEXT),
      of("country", TEXT));

  private final String path;
  private final boolean many;
  private final List<PlanField> fields;

  PlanSection(String path, boolean many, PlanField... fields) {
    this.path = path;
    this.many = many;
    this.fields = List.of(fields);
  }

  /** Whether it is a list of entries. */
  public boolean many() {
    return many;
  }

  /** The fields of an entry, in the order of the form. */
  public List<PlanField> fields() {
    return fields;
  }

  /** Where in the document: {@code reports.rules}; empty: its top. */
  String path() {
    return path;
  }

  /** How a {@link PlanMistake} of entry n (from 1) begins: {@code tasks[3].}. */
  public String prefix(int n) {
    return many ? path + "[" + n + "]." : path.isEmpty() ? "" : path + ".";
  }
}
