package vn.tinbao.server.console.plan;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanEntries;
import vn.tinbao.server.plan.PlanField;
import vn.tinbao.server.plan.PlanKeys;
import vn.tinbao.server.plan.PlanMistake;
import vn.tinbao.server.plan.PlanSection;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.statistics.FigureList;
import vn.tinbao.server.web.Ui;

/** Puts together what the editor of plans shows. */
@Singleton
class PlanDraftPageMaker {
  /** Empty fields for more agencies; who needs still more saves and comes back. */
  private static final int MORE = 3;

  private static final int LONGEST_LINE = 160;
  private static final String AGENCY_HINT = "plan.field.hint.agency";

  private final Plans plans;
  private final PlanAgencies agencies;
  private final FigureList figures;

  PlanDraftPageMaker(Plans plans, PlanAgencies agencies, FigureList figures) {
    this.plans = plans;
    this.agencies = agencies;
    this.figures = figures;
  }

  /** All sections with their entries. */
  List<PlanDraftPage.Section> sections(Ui ui, Plan plan) {
    PlanEntries entries = PlanEntries.of(plan);
    return Arrays.stream(PlanSection.values())
        .map(
            section ->
                new PlanDraftPage.Section(
                    section,
                    IntStream.rangeClosed(1, entries.count(section))
                        .mapToObj(n -> entry(ui, section, n, entries))
                        .toList()))
        .toList();
  }

  private PlanDraftPage.Entry entry(Ui ui, PlanSection section, int n, PlanEntries entries) {
    Map<String, List<String>> values = entries.values(section, n).orElseThrow();
    return switch (section) {
      case HEAD -> line(n, first(values, "title"), days(ui, values), first(values, "issuerName"));
      case BASIS ->
          line(
              n,
              joined(" – ", first(values, "number"), first(values, "title")),
              day(ui, values, "on"),
              names(values, "by"));
      case TARGETS ->
          line(
              n,
              first(values, "title"),
              first(values, "id"),
              joined(
                  " ",
                  word(ui, section, values, "operator"),
                  first(values, "value").replace('.', ','),
                  word(ui, section, values, "unit")));
      case TASKS ->
          line(
              n,
              first(values, "title"),
              first(values, "id"),
              word(ui, section, values, "group"),
              names(values, "lead"),
              names(values, "performs"),
              day(ui, values, "due"),
              first(values, "yearly"));
      case WINDOWS ->
          line(
              n,
              first(values, "name"),
              word(ui, section, values, "kind"),
              days(ui, values),
              first(values, "yearly"));
      case REPORTING ->
          line(
              n,
              names(values, "makers"),
              "→ "
                  + joined(
                      " → ", names(values, "via"), names(values, "to"), names(values, "upward")));
      case RULES ->
          line(
              n,
              (word(ui, section, values, "period") + " " + word(ui, section, values, "quarter"))
                  .strip(),
              first(values, "title"),
              due(ui, values));
      case RECIPIENTS ->
          line(
              n, joined("", names(values, "agency"), first(values, "keep")), first(values, "note"));
      case NOTES ->
          line(
              n, first(values, "text"), word(ui, section, values, "kind"), names(values, "agency"));
    };
  }

  private static String due(Ui ui, Map<String, List<String>> values) {
    String on = joined("", day(ui, values, "on"), first(values, "due"));
    return on.isEmpty()
        ? ui.t("plan.due.none")
        : ui.t(first(values, "before").isEmpty() ? "plan.due.on" : "plan.due.before", on);
  }

  private static PlanDraftPage.Entry line(int n, String title, String... rest) {
    String shown = title.isBlank() ? "–" : title;
    return new PlanDraftPage.Entry(
        n,
        shown.length() > LONGEST_LINE ? shown.substring(0, LONGEST_LINE) + "…" : shown,
        joined(" · ", rest));
  }

  private static String joined(String between, String... parts) {
    return Stream.of(parts)
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(between));
  }

  private static String first(Map<String, List<String>> values, String field) {
    List<String> all = values.getOrDefault(field, List.of());
    return all.isEmpty() ? "" : all.get(0);
  }

  /** Names without their keys. */
  private static String names(Map<String, List<String>> values, String field) {
    return values.getOrDefault(field, List.of()).stream()
        .map(text -> text.replaceFirst(" \\([^()\\s]+\\)$", ""))
        .collect(Collectors.joining(", "));
  }

  private static String word(
      Ui ui, PlanSection section, Map<String, List<String>> values, String name) {
    String value = first(values, name);
    return value.isEmpty()
        ? ""
        : section.fields().stream()
            .filter(field -> field.name().equals(name))
            .findFirst()
            .map(field -> ui.t(field.wordKey() + value))
            .orElse(value);
  }

  private static String day(Ui ui, Map<String, List<String>> values, String field) {
    String text = first(values, field);
    return text.isEmpty() ? "" : ui.day(LocalDate.parse(text));
  }

  private static String days(Ui ui, Map<String, List<String>> values) {
    return joined(" – ", day(ui, values, "startsOn"), day(ui, values, "endsOn"));
  }

  /** Words of the plan that mean nobody in its days, and what became of whom they meant before. */
  List<PlanDraftPage.Nobody> nobody(Ui ui, Plan plan) {
    Plan before =
        Stream.of(plan.copiedFrom(), plan.superiorId())
            .flatMap(id -> id == null ? Stream.empty() : plans.plan(id).stream())
            .findFirst()
            .orElse(null);
    return agencies.nobody(plan).stream()
        .map(
            one ->
                new PlanDraftPage.Nobody(
                    PlanEntries.named(one.key()),
                    one.where().stream()
                        .map(
                            where ->
                                where.equals("issuer") || where.equals("reports")
                                    ? ui.t("plan.draft.nobody." + where)
                                    : where)
                        .collect(Collectors.joining(", ")),
                    before == null
                        ? ""
                        : agencies.instead(one.key(), before, plan.startsOn()).stream()
                            .map(PlanEntries::named)
                            .collect(Collectors.joining("; "))))
        .toList();
  }

  /**
   * The form of one entry.
   *
   * @param typed what was typed; null: what stands there
   * @param mistakes of the whole document; those of other parts are told apart
   * @return null: there is no such entry
   */
  @Nullable PlanPartPage part(
      Ui ui,
      PlanDraft draft,
      PlanSection section,
      int n,
      @Nullable Map<String, List<String>> typed,
      @Nullable String mistake,
      List<PlanMistake> mistakes) {
    Plan plan = draft.plan();
    PlanEntries entries = PlanEntries.of(plan);
    int count = entries.count(section);
    boolean fresh = section.many() && n == count + 1;
    if (n < 1 || (n > count && !fresh)) {
      return null;
    }
    Map<String, List<String>> there =
        fresh
            ? Map.of("id", List.of(entries.freshId(section)))
            : entries.values(section, n).orElseThrow();
    String prefix = section.prefix(n);
    List<PlanMistake> others = new ArrayList<>(mistakes);
    List<PlanPartPage.Field> fields = new ArrayList<>();
    for (PlanField field : section.fields()) {
      if (field.kind() == PlanField.Kind.ID && !fresh) {
        continue;
      }
      List<PlanMistake> own =
          mistakes.stream().filter(one -> one.field().equals(prefix + field.name())).toList();
      others.removeAll(own);
      String name = field.name().toLowerCase(Locale.ROOT).replace('.', '-');
      Map<String, List<String>> shown =
          typed == null || (field.kind() == PlanField.Kind.ID && !typed.containsKey("id"))
              ? there
              : typed;
      fields.add(
          new PlanPartPage.Field(
              field,
              "f-" + name,
              "plan.field." + section.name() + "." + field.name(),
              fields.stream().anyMatch(one -> hinted(one.field(), field)) ? null : hint(field),
              values(field, shown.getOrDefault(field.name(), List.of())),
              choices(ui, plan, field),
              own));
    }
    return new PlanPartPage(
        draft,
        plan.title(),
        section,
        n,
        count,
        fresh ? "" : first(entries.values(section, n).orElseThrow(), "id"),
        fields,
        agencies(ui, plan, section),
        mistake,
        others);
  }

  /** Whether the same hint stands at an earlier field: once a page is enough for agencies. */
  private static boolean hinted(PlanField earlier, PlanField field) {
    return AGENCY_HINT.equals(hint(field)) && AGENCY_HINT.equals(hint(earlier));
  }

  private static @Nullable String hint(PlanField field) {
    return switch (field.kind()) {
      case AGENCY, AGENCIES -> AGENCY_HINT;
      case YEARLY -> "plan.field.hint.yearly";
      case LINES -> "plan.field.hint.lines";
      case ID -> "plan.field.hint.id";
      default -> null;
    };
  }

  private static List<String> values(PlanField field, List<String> there) {
    if (field.kind() == PlanField.Kind.LINES) {
      return List.of(String.join("\n", there));
    }
    if (field.kind() != PlanField.Kind.AGENCIES) {
      return there;
    }
    List<String> more = new ArrayList<>(there.stream().filter(text -> !text.isBlank()).toList());
    for (int i = 0; i < MORE; i++) {
      more.add("");
    }
    return more;
  }

  private List<PlanPartPage.Choice> choices(Ui ui, Plan plan, PlanField field) {
    return switch (field.kind()) {
      case CHOICE, CHOICES ->
          field.words().stream()
              .map(word -> new PlanPartPage.Choice(word, ui.t(field.wordKey() + word)))
              .toList();
      case FIGURE ->
          figures.all().stream()
              .map(one -> new PlanPartPage.Choice(one.key(), one.name(ui.locale())))
              .toList();
      case PLAN ->
          plans.between(plan.startsOn(), plan.endsOn()).stream()
              .filter(one -> !one.id().equals(plan.id()))
              .map(one -> new PlanPartPage.Choice(one.id(), one.title() + " – " + one.issuerName()))
              .toList();
      case CARRIES -> carried(plan);
      default -> List.of();
    };
  }

  private List<PlanPartPage.Choice> carried(Plan plan) {
    String above = plan.superiorId();
    return above == null
        ? List.of()
        : plans.plan(above).map(one -> one.tasks()).orElse(List.of()).stream()
            .map(task -> new PlanPartPage.Choice(above + "/" + task.id(), task.title()))
            .toList();
  }

  private List<PlanPartPage.Choice> agencies(Ui ui, Plan plan, PlanSection section) {
    boolean needed =
        section.fields().stream()
            .anyMatch(
                field ->
                    field.kind() == PlanField.Kind.AGENCY
                        || field.kind() == PlanField.Kind.AGENCIES);
    if (!needed) {
      return List.of();
    }
    List<PlanPartPage.Choice> found = new ArrayList<>();
    for (PlanKeys.Key key : PlanKeys.builtIn().all()) {
      boolean there =
          key.outside() || !agencies.resolve(key.key(), plan, plan.startsOn()).isEmpty();
      found.add(
          new PlanPartPage.Choice(
              PlanEntries.named(key.key()), there ? "" : ui.t("plan.field.agency.nobody")));
    }
    return found;
  }
}
