package vn.tinbao.server.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes a plan as its document. One plan gives one text, so that two texts are equal exactly when
 * the plans are; {@link PlanFile} reads it back.
 */
public final class PlanText {
  static final String AGENCY_ID = "[a-z0-9_]+@[0-9A-Za-z]+/[0-9]{4}-[0-9]{2}-[0-9]{2}";

  private static final int WIDTH = 160;

  private PlanText() {}

  /** The document. */
  public static String of(Plan plan) {
    return of(fields(plan));
  }

  /** The document with these fields. */
  static String of(Map<String, Object> fields) {
    DumperOptions options = new DumperOptions();
    options.setAllowUnicode(true);
    options.setWidth(WIDTH);
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options).dump(fields);
  }

  /**
   * The fields of the document in their order: texts, numbers, flags, and lists and maps of them.
   */
  static Map<String, Object> fields(Plan plan) {
    Fields fields = new Fields();
    fields.put("form", 1);
    fields.put("id", plan.id());
    fields.put("title", plan.title());
    fields.put("number", plan.number());
    fields.put("issuedOn", plan.issuedOn());
    fields.put("issuedAfter", plan.issuedAfter());
    fields.put("issuedBefore", plan.issuedBefore());
    fields.put("place", plan.place());
    fields.put("startsOn", plan.startsOn());
    fields.put("endsOn", plan.endsOn());
    fields.put("outlook", plan.outlook());
    fields.put("unit", plan.unitCode());
    fields.put("issuer", plan.issuerKey());
    fields.put("issuerName", plan.issuerName());
    fields.put("theme", plan.theme());
    Fields signer = new Fields();
    signer.put("authority", plan.signer().authority());
    signer.put("position", plan.signer().position());
    signer.put("secondPosition", plan.signer().secondPosition());
    signer.put("name", plan.signer().name());
    fields.put("signer", signer.map);
    fields.put("source", plan.source());
    fields.put("superior", plan.superiorId());
    fields.put("copiedFrom", plan.copiedFrom());
    fields.put("basis", plan.basis().stream().map(PlanText::basis).toList());
    fields.put("targets", plan.targets().stream().map(PlanText::target).toList());
    fields.put("tasks", plan.tasks().stream().map(PlanText::task).toList());
    fields.put("windows", plan.windows().stream().map(PlanText::window).toList());
    fields.put("reports", reporting(plan.reporting()));
    fields.put("recipients", plan.recipients().stream().map(PlanText::recipient).toList());
    fields.put("notes", plan.notes().stream().map(PlanText::note).toList());
    return fields.map;
  }

  static String field(TaskAgency.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> basis(PlanBasis basis) {
    Fields fields = new Fields();
    fields.put("number", basis.number());
    fields.put("on", basis.dated());
    fields.put("by", basis.byKeys());
    fields.put("title", basis.title());
    fields.put("note", basis.note());
    fields.put("lines", basis.lines());
    return fields.map;
  }

  private static Map<String, Object> target(PlanTarget target) {
    Fields fields = new Fields();
    fields.put("id", target.id());
    fields.put("figure", target.figureKey());
    fields.put("operator", target.operator());
    BigDecimal value = target.value();
    fields.put("value", value == null ? null : value.toPlainString());
    fields.put("unit", target.unit());
    fields.put("title", target.title());
    fields.put("lines", target.lines());
    return fields.map;
  }

  private static Map<String, Object> task(PlanTask task) {
    Fields fields = new Fields();
    fields.put("id", task.id());
    fields.put("kind", task.kind() == PlanTask.Kind.TASK ? null : task.kind());
    fields.put("group", task.group());
    fields.put("title", task.title());
    for (TaskAgency.Role role : TaskAgency.Role.values()) {
      List<String> agencies = new ArrayList<>();
      task.agencies(role)
          .forEach(one -> agencies.add(one.agencyId() == null ? one.key() : one.agencyId()));
      fields.put(field(role), agencies);
    }
    fields.put("requested", task.agencies().stream().anyMatch(TaskAgency::requested) ? true : null);
    fields.put("startsOn", task.startsOn());
    fields.put("endsOn", task.endsOn());
    fields.put("due", task.dueOn());
    fields.put("before", task.dueBefore() ? true : null);
    fields.put("yearly", task.yearly() == null ? null : task.yearly().toString().substring(2));
    fields.put("milestone", task.milestone());
    fields.put("channels", task.channels().stream().map(Enum::name).toList());
    fields.put("focus", task.focus());
    fields.put("note", task.note());
    fields.put("carries", task.carries());
    fields.put("lines", task.lines());
    return fields.map;
  }

  private static Map<String, Object> window(PlanWindow window) {
    Fields fields = new Fields();
    fields.put("id", window.id());
    fields.put("kind", window.kind());
    fields.put("name", window.name());
    fields.put("startsOn", window.startsOn());
    fields.put("endsOn", window.endsOn());
    fields.put("yearly", window.yearly() == null ? null : window.yearly().toString().substring(2));
    fields.put("note", window.note());
    fields.put("lines", window.lines());
    return fields.map;
  }

  private static Map<String, Object> reporting(PlanReporting reporting) {
    Fields fields = new Fields();
    fields.put("makers", reporting.makers());
    fields.put("to", reporting.to());
    fields.put("via", reporting.via());
    fields.put("upward", reporting.upward());
    fields.put("rules", reporting.rules().stream().map(PlanText::rule).toList());
    fields.put("lines", reporting.lines());
    return fields.map;
  }

  private static Map<String, Object> rule(ReportRule rule) {
    Fields fields = new Fields();
    fields.put("period", rule.period());
    fields.put("quarter", rule.quarter());
    fields.put("due", rule.due() == null ? null : rule.due().toString().substring(2));
    fields.put("on", rule.onDate());
    fields.put("before", rule.before() ? true : null);
    fields.put("title", rule.title());
    return fields.map;
  }

  private static Map<String, Object> recipient(PlanRecipient recipient) {
    Fields fields = new Fields();
    fields.put("agency", recipient.agencyKey());
    fields.put("note", recipient.note());
    fields.put("keep", recipient.keptBy());
    return fields.map;
  }

  private static Map<String, Object> note(PlanNote note) {
    Fields fields = new Fields();
    fields.put("kind", note.kind());
    fields.put("agency", note.agencyKey());
    fields.put("number", note.number());
    fields.put("country", note.country());
    fields.put("text", note.text());
    fields.put("lines", note.lines());
    return fields.map;
  }

  /** Leaves out what is not there. Days, words and numbers become plain text. */
  private static final class Fields {
    private final Map<String, Object> map = new LinkedHashMap<>();

    void put(String key, @Nullable Object value) {
      if (value == null || (value instanceof List<?> list && list.isEmpty())) {
        return;
      }
      boolean plain =
          value instanceof Integer
              || value instanceof Boolean
              || value instanceof List<?>
              || value instanceof Map<?, ?>;
      map.put(key, plain ? value : value.toString());
    }
  }
}
