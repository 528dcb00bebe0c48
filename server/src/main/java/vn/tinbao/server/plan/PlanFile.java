package vn.tinbao.server.plan;

import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import vn.tinbao.server.plan.PlanMistake.Why;

/**
 * Reads a plan from its file: YAML in the form of {@code resources/plan/*.yaml}, {@code form: 1}.
 * Pure: whether the unit stands is asked by {@link PlanImport}.
 *
 * @param plan what it says
 * @param unitLine line of the field {@code unit}
 */
public record PlanFile(Plan plan, int unitLine) {
  /** Largest file. */
  public static final int MOST_BYTES = 2 << 20;

  private static final int FORM = 1;

  /** Words that stand in the addresses of pages where else an id stands. */
  private static final Set<String> NO_IDS =
      Set.of("mine", "import", "drafts", "reports", "new", "surveys");

  private static final int MOST_MISTAKES = 100;
  private static final int DEEPEST = 20;
  private static final int FIRST_YEAR = 1945;
  private static final int LAST_YEAR = 2200;

  /**
   * Reads it.
   *
   * @param name of the file, for messages
   * @throws PlanUnreadableException with all that is wrong, at most 100 mistakes
   */
  public static PlanFile read(String name, String text) {
    return read(name, text, PlanKeys.builtIn()::knows);
  }

  static PlanFile read(String name, String text, Predicate<String> agency) {
    List<PlanMistake> mistakes = new ArrayList<>();
    Node root = root(text, mistakes);
    if (!mistakes.isEmpty()) {
      throw new PlanUnreadableException(name, mistakes);
    }
    PlanNode node = new PlanNode("", root, mistakes);
    if (!mistakes.isEmpty()) {
      throw new PlanUnreadableException(name, mistakes);
    }
    Plan plan = new PlanFile.Reader(agency).plan(node);
    if (!mistakes.isEmpty()) {
      mistakes.sort(Comparator.comparingInt(PlanMistake::line));
      throw new PlanUnreadableException(
          name, mistakes.subList(0, Math.min(MOST_MISTAKES, mistakes.size())));
    }
    return new PlanFile(plan, node.line("unit"));
  }

  private static @Nullable Node root(String text, List<PlanMistake> mistakes) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      mistakes.add(new PlanMistake(0, "", Why.TOO_LARGE, (MOST_BYTES >> 20) + " MB"));
      return null;
    }
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(DEEPEST);
    options.setAllowDuplicateKeys(true); // noticed by PlanNode, with its line
    try {
      return new Yaml(options)
          .compose(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      mistakes.add(new PlanMistake(line, "", Why.NOT_YAML, String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      mistakes.add(new PlanMistake(0, "", Why.NOT_YAML, ""));
    }
    return null;
  }

  /** Reads the parts, each with its own rules. */
  private record Reader(Predicate<String> agency) {
    Plan plan(PlanNode node) {
      if (!String.valueOf(FORM).equals(node.text("form"))) {
        if (node.has("form")) {
          node.wrong("form", Why.UNKNOWN_FORM, node.text("form"));
        }
      }
      LocalDate starts = node.day("startsOn");
      LocalDate ends = node.day("endsOn");
      if (ends.isBefore(starts)) {
        node.wrong("endsOn", Why.ENDS_BEFORE, "");
      }
      String id = node.id("id");
      if (id.indexOf('.') >= 0 || NO_IDS.contains(id)) {
        node.wrong("id", Why.BAD_ID, id);
      }
      Plan plan =
          new Plan(
              id,
              node.text("title"),
              node.textOrNull("number"),
              node.dayOrNull("issuedOn"),
              node.dayOrNull("issuedAfter"),
              node.dayOrNull("issuedBefore"),
              node.textOrNull("place"),
              starts,
              ends,
              node.integerOrNull("outlook", FIRST_YEAR, LAST_YEAR),
              node.text("unit"),
              node.agency("issuer", agency),
              node.text("issuerName"),
              node.textOrNull("theme"),
              signer(node.mapping("signer")),
              node.text("source"),
              node.has("superior") ? node.id("superior") : null,
              node.has("copiedFrom") ? node.id("copiedFrom") : null,
              node.mappings("basis").stream().map(this::basis).toList(),
              targets(node.mappings("targets")),
              tasks(node.mappings("tasks")),
              windows(node.mappings("windows")),
              reporting(node),
              node.mappings("recipients").stream().map(this::recipient).toList(),
              node.mappings("notes").stream().map(this::note).toList());
      node.done();
      return plan;
    }

    private static PlanSigner signer(PlanNode node) {
      PlanSigner signer =
          new PlanSigner(
              node.textOrNull("authority"),
              node.textOrNull("position"),
              node.textOrNull("secondPosition"),
              node.textOrNull("name"));
      node.done();
      return signer;
    }

    private PlanBasis basis(PlanNode node) {
      PlanBasis basis =
          new PlanBasis(
              node.textOrNull("number"),
              node.dayOrNull("on"),
              node.agencies("by", agency),
              node.textOrNull("title"),
              node.textOrNull("note"),
              node.lineNumbers("lines"));
      if (basis.number() == null && basis.title() == null) {
        node.wrong("title", Why.MISSING, "");
      }
      node.done();
      return basis;
    }

    private static List<PlanTarget> targets(List<PlanNode> nodes) {
      Set<String> ids = new HashSet<>();
      List<PlanTarget> found = new ArrayList<>();
      for (PlanNode node : nodes) {
        PlanTarget.Operator operator = node.word("operator", PlanTarget.Operator.class, null);
        BigDecimal value = node.numberOrNull("value");
        if (operator.needsValue() && value == null && !node.has("value")) {
          node.wrong("value", Why.VALUE_NEEDED, "");
        }
        if (!operator.needsValue() && value != null) {
          node.wrong("value", Why.VALUE_NOT_NEEDED, "");
        }
        found.add(
            new PlanTarget(
                once(node, ids),
                node.textOrNull("figure"),
                operator,
                value,
                node.wordOrNull("unit", PlanTarget.Unit.class),
                node.text("title"),
                node.lineNumbers("lines")));
        node.done();
      }
      return found;
    }

    private static String once(PlanNode node, Set<String> ids) {
      String id = node.id("id");
      if (!ids.add(id)) {
        node.wrong("id", Why.SAME_ID, id);
      }
      return id;
    }

    private List<PlanTask> tasks(List<PlanNode> nodes) {
      Set<String> ids = new HashSet<>();
      List<PlanTask> found = new ArrayList<>();
      for (PlanNode node : nodes) {
        PlanTask task =
            new PlanTask(
                once(node, ids),
                node.word("kind", PlanTask.Kind.class, PlanTask.Kind.TASK),
                node.word("group", PlanTask.Group.class, null),
                node.text("title"),
                agencies(node),
                node.dayOrNull("startsOn"),
                node.dayOrNull("endsOn"),
                node.dayOrNull("due"),
                node.flag("before"),
                node.yearlyOrNull("yearly"),
                node.textOrNull("milestone"),
                node.words("channels", TaskChannel.class),
                node.texts("focus"),
                node.textOrNull("note"),
                node.texts("carries"),
                node.lineNumbers("lines"));
        if (task.startsOn() != null
            && task.endsOn() != null
            && task.endsOn().isBefore(task.startsOn())) {
          node.wrong("endsOn", Why.ENDS_BEFORE, "");
        }
        boolean works = task.agencies().stream().anyMatch(one -> one.role().works());
        if (!works && task.kind() == PlanTask.Kind.TASK) {
          node.wrong("lead", Why.NOBODY, "");
        }
        if (works && task.kind() == PlanTask.Kind.SOLUTION) {
          node.wrong("kind", Why.WORKERS, "");
        }
        node.done();
        found.add(task);
      }
      return found;
    }

    /** {@code ca_huyen}, or one agency alone: {@code ca_xa@23538/2025-07-01}. */
    private List<TaskAgency> agencies(PlanNode node) {
      boolean requested = node.flag("requested");
      List<TaskAgency> found = new ArrayList<>();
      for (TaskAgency.Role role : TaskAgency.Role.values()) {
        String field = PlanText.field(role);
        for (String text : node.texts(field)) {
          int at = text.indexOf('@');
          String key = at < 0 ? text : text.substring(0, at);
          if (!agency.test(key) || (at >= 0 && !text.matches(PlanText.AGENCY_ID))) {
            node.wrong(field, Why.UNKNOWN_AGENCY, text);
          }
          found.add(new TaskAgency(role, key, at < 0 ? null : text, requested && role.works()));
        }
      }
      return found;
    }

    private static List<PlanWindow> windows(List<PlanNode> nodes) {
      Set<String> ids = new HashSet<>();
      List<PlanWindow> found = new ArrayList<>();
      for (PlanNode node : nodes) {
        PlanWindow window =
            new PlanWindow(
                once(node, ids),
                node.word("kind", PlanWindow.Kind.class, null),
                node.text("name"),
                node.dayOrNull("startsOn"),
                node.dayOrNull("endsOn"),
                node.yearlyOrNull("yearly"),
                node.textOrNull("note"),
                node.lineNumbers("lines"));
        if (window.startsOn() != null
            && window.endsOn() != null
            && window.endsOn().isBefore(window.startsOn())) {
          node.wrong("endsOn", Why.ENDS_BEFORE, "");
        }
        node.done();
        found.add(window);
      }
      return found;
    }

    private PlanReporting reporting(PlanNode plan) {
      if (!plan.has("reports")) {
        return new PlanReporting(
            List.of(), plan.text("issuer"), null, List.of(), List.of(), List.of());
      }
      PlanNode node = plan.mapping("reports");
      PlanReporting reporting =
          new PlanReporting(
              node.agencies("makers", agency),
              node.agency("to", agency),
              node.agencyOrNull("via", agency),
              node.agencies("upward", agency),
              node.mappings("rules").stream().map(Reader::rule).toList(),
              node.lineNumbers("lines"));
      if (reporting.makers().isEmpty() && !reporting.rules().isEmpty()) {
        node.wrong("makers", Why.MISSING, "");
      }
      node.done();
      return reporting;
    }

    private static ReportRule rule(PlanNode node) {
      ReportRule rule =
          new ReportRule(
              node.word("period", ReportRule.Period.class, null),
              node.integerOrNull("quarter", 1, 4),
              node.yearlyOrNull("due"),
              node.dayOrNull("on"),
              node.flag("before"),
              node.textOrNull("title"));
      boolean once = rule.period() == ReportRule.Period.ONE_OFF;
      if (once && rule.onDate() == null && !node.has("on")) {
        node.wrong("on", Why.DAY_NEEDED, "");
      }
      if (!once && rule.onDate() != null) {
        node.wrong("on", Why.DAY_NOT_NEEDED, "");
      }
      if (rule.quarter() != null && rule.period() != ReportRule.Period.QUARTER) {
        node.wrong("quarter", Why.QUARTER_NOT_NEEDED, "");
      }
      boolean several =
          rule.period() == ReportRule.Period.MONTH
              || (rule.period() == ReportRule.Period.QUARTER && rule.quarter() == null);
      if (rule.due() != null && (several || once)) {
        node.wrong("due", Why.WHICH_ONE, "");
      }
      node.done();
      return rule;
    }

    private PlanRecipient recipient(PlanNode node) {
      PlanRecipient recipient =
          new PlanRecipient(
              node.agencyOrNull("agency", agency),
              node.textOrNull("note"),
              node.textOrNull("keep"));
      if ((recipient.agencyKey() == null) == (recipient.keptBy() == null)) {
        node.wrong("agency", Why.ONE_OF_BOTH, "");
      }
      node.done();
      return recipient;
    }

    private PlanNote note(PlanNode node) {
      String country = node.textOrNull("country");
      if (country != null && !country.matches("[A-Z]{3}")) {
        node.wrong("country", Why.NOT_ONE_OF, "ISO 3166 alpha-3");
      }
      PlanNote note =
          new PlanNote(
              node.word("kind", PlanNote.Kind.class, null),
              node.agencyOrNull("agency", agency),
              node.textOrNull("number"),
              country,
              node.text("text"),
              node.lineNumbers("lines"));
      node.done();
      return note;
    }
  }
}
