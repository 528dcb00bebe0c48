package vn.tinbao.server.proceeding;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.papers.PaperNumbers;
import vn.tinbao.server.proceeding.StepOutcome.Why;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.sms.db.SqlTime;

/**
 * The one door to a tip's legal steps, and the only one that changes its state. Each step is
 * written down with the row of the table it was taken by, and never changed; what was typed is
 * sealed under the tip's key. Steps of one tip come one after the other: whoever takes one holds
 * the tip.
 */
@Singleton
public class Proceedings {
  /** The number that a step gave the tip in its agency's row of the year: {@code 12/2026}. */
  public static final String GIVEN_NUMBER = "given_number";

  /** Field that says what kind of source the report is (BLTTHS art. 144). */
  public static final String SOURCE = "source";

  /** With these another agency begins with a report. */
  private static final Set<StepKind> BEGINS_ANEW =
      Set.of(StepKind.LEAD_CHANGED, StepKind.TRANSFER_ACCEPTED);

  /** What reporters are told of a tip as long as it stands so. */
  private static final Set<LegalEvent> ENDS =
      Set.of(
          LegalEvent.PROSECUTED,
          LegalEvent.NOT_PROSECUTED,
          LegalEvent.CLOSED,
          LegalEvent.SUSPENDED);

  private final StepTable table;
  private final StepRows rows;
  private final TipDesk tips;
  private final TipAccess access;
  private final Catalogue catalogue;
  private final TipClocks clocks;
  private final PaperNumbers numbers;
  private final ApplicationEventPublisher<CourseWent> went;
  private final Audit audit;
  private final ObjectMapper json;
  private final Clock clock;

  Proceedings(
      StepTable table,
      StepRows rows,
      TipDesk tips,
      TipAccess access,
      Catalogue catalogue,
      TipClocks clocks,
      PaperNumbers numbers,
      ApplicationEventPublisher<CourseWent> went,
      Audit audit,
      ObjectMapper json,
      Clock clock) {
    this.table = table;
    this.rows = rows;
    this.tips = tips;
    this.access = access;
    this.catalogue = catalogue;
    this.clocks = clocks;
    this.numbers = numbers;
    this.went = went;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A step that the table knows for the tip's present state.
   *
   * @param closed why it is not open to the viewer; null when it is
   */
  public record Open(StepRule rule, @Nullable Why closed) {}

  /**
   * Where a tip stands and where it may go.
   *
   * @param next the step whose button is the biggest one; null when none stands out
   * @param steps that are open to the viewer, or would be to the head of the agency
   * @param history oldest first
   */
  public record Course(
      TipState state, @Nullable StepRule next, List<Open> steps, List<TakenStep> history) {}

  /** A step's own view of the tip; whoever makes it holds the tip or only looks. */
  private record Stand(
      TipState state,
      Agency lead,
      boolean child,
      List<Category> categories,
      Instant since,
      TakenStep.History history) {}

  /**
   * Takes a step.
   *
   * @param stepId UUIDv7 of the form: the same twice is one step
   * @param typed names of the fields to what was typed; {@code happened_at} says when it was done,
   *     absent: now
   */
  @Transactional
  public StepOutcome step(
      StaffMember viewer, UUID stepId, UUID tipId, StepKind kind, Map<String, String> typed) {
    tips.hold(tipId);
    if (!access.may(viewer, tipId, Action.TIP_STEP)) {
      return new StepOutcome.NotFound();
    }
    Stand stand = stand(tipId).orElseThrow();
    Optional<StepRows.Known> before = rows.known(stepId);
    if (before.isPresent()) {
      return before.get().equals(new StepRows.Known(tipId, kind))
          ? new StepOutcome.Done(tipId, stand.state())
          : new StepOutcome.NotFound();
    }
    if (!access.mayAsLead(viewer, tipId, Action.TIP_STEP)) {
      return new StepOutcome.NotAllowed(Why.ONLY_LEAD);
    }
    Instant now = SqlTime.now(clock);
    Optional<StepRule> found = table.rule(kind, LegalTime.day(now));
    if (found.isEmpty() || !found.get().from().contains(stand.state())) {
      return new StepOutcome.TooLate(stand.state());
    }
    StepRule rule = found.get();
    Optional<Why> closed =
        StepGuard.closed(rule, stand.lead(), stand.child(), stand.history())
            .or(() -> StepGuard.closedTo(viewer, rule));
    if (closed.isPresent()) {
      return new StepOutcome.NotAllowed(closed.get());
    }
    StepFields fields =
        StepFields.read(
            rule,
            typed,
            now,
            stand.since(),
            other -> !other.equals(tipId) && access.mayOpen(viewer, other));
    if (!fields.wrong().isEmpty()) {
      return new StepOutcome.FieldsWrong(fields.wrong());
    }
    Instant happenedAt = Objects.requireNonNullElse(fields.happenedAt(), now);
    TipState to = target(rule, stand);
    byte[] sealed =
        fields.words().isEmpty()
            ? null
            : tips.seal(tipId, write(fields.words()), StepRows.FIELDS, stepId);
    Map<String, String> codes = new LinkedHashMap<>(fields.codes());
    PaperNumbers.Series series = rule.series();
    if (series != null) {
      PaperNumbers.Given given = numbers.give(stand.lead().id(), series, tipId, viewer.id());
      codes.put(GIVEN_NUMBER, given.number() + "/" + given.day().getYear());
    }
    take(tipId, stand, rule, stepId, viewer.id(), happenedAt, now, codes, sealed);
    String source = fields.codes().get(SOURCE);
    if (source != null) {
      tips.sourceKind(tipId, source);
    }
    audit.record(viewer.id(), "TIP_STEP", "TIP", tipId.toString(), kind.name());
    tips.record(
        tipId,
        "STEP_" + kind,
        viewer.id(),
        write(Map.of("step", stepId.toString())),
        Attention.KEEP,
        to == stand.state() ? null : to.name());
    tell(tipId, rule, happenedAt);
    return new StepOutcome.Done(tipId, to);
  }

  /** As {@link #step}, for the page of steps: what another page does is not done there. */
  @Transactional
  public StepOutcome byHand(
      StaffMember viewer, UUID stepId, UUID tipId, StepKind kind, Map<String, String> typed) {
    boolean here =
        table
            .rule(kind, LegalTime.day(clock.instant()))
            .map(rule -> rule.page() == StepRule.Page.FORM)
            .orElse(true);
    return here || !access.may(viewer, tipId, Action.TIP_STEP)
        ? step(viewer, stepId, tipId, kind, typed)
        : new StepOutcome.NotAllowed(Why.NOT_BY_HAND);
  }

  /**
   * A step that follows from another act, which has checked who asks and leaves its own line in the
   * timeline. In the transaction of whoever holds the tip.
   *
   * @return false when the table has no such step for the tip as it stands: then nothing changes
   */
  boolean follow(UUID tipId, StepKind kind, @Nullable UUID staffId) {
    Stand stand = stand(tipId).orElseThrow();
    Instant now = SqlTime.now(clock);
    Optional<StepRule> rule = ruleNow(kind, stand, now);
    if (rule.isEmpty()) {
      return false;
    }
    UUID id = UuidCreator.getTimeOrderedEpoch();
    take(tipId, stand, rule.get(), id, staffId, now, now, Map.of(), null);
    TipState to = target(rule.get(), stand);
    if (to != stand.state()) {
      tips.enter(tipId, to.name());
    }
    tell(tipId, rule.get(), now);
    return true;
  }

  /**
   * Brings a report that was just split off another one into the state in which that one stands (or
   * stood before the splitting); where a report cannot be split, the part begins anew. In the
   * transaction of whoever holds both and has checked who asks.
   *
   * @return false when it has left the state of receipt already: then nothing changes
   */
  public boolean splitOff(UUID childId, UUID parentId, UUID staffId) {
    Stand child = stand(childId).orElseThrow();
    Stand parent = stand(parentId).orElseThrow();
    TakenStep entry = parent.history().entry();
    TipState stood =
        parent.state() == TipState.SPLIT && entry != null ? entry.from() : parent.state();
    Instant now = SqlTime.now(clock);
    Optional<StepRule> rule = ruleNow(StepKind.SPLIT_OFF, child, now);
    if (rule.isEmpty()) {
      return false;
    }
    boolean splits =
        table
            .rule(StepKind.SPLIT, LegalTime.day(now))
            .map(split -> split.from().contains(stood))
            .orElse(false);
    TipState to = splits ? stood : child.state();
    Map<String, String> codes = Map.of("other", parentId.toString());
    UUID id = UuidCreator.getTimeOrderedEpoch();
    rows.add(
        childId,
        new TakenStep(
            id,
            child.history().steps().size() + 1,
            StepKind.SPLIT_OFF,
            child.state(),
            to,
            child.lead().id(),
            staffId,
            now,
            now),
        new StepRows.Put(write(codes), null),
        table.version());
    if (to != child.state()) {
      tips.enter(childId, to.name());
    }
    return true;
  }

  /** Whether {@link #follow} would find a step. */
  boolean follows(UUID tipId, StepKind kind) {
    return stand(tipId).flatMap(stand -> ruleNow(kind, stand, SqlTime.now(clock))).isPresent();
  }

  /** The row of this step that is law today. */
  public Optional<StepRule> rule(StepKind kind) {
    return table.rule(kind, LegalTime.day(clock.instant()));
  }

  /** Where a tip stands that this viewer has opened. */
  @Transactional
  public Course course(StaffMember viewer, UUID tipId) {
    Stand stand = stand(tipId).orElseThrow();
    boolean leads = access.mayAsLead(viewer, tipId, Action.TIP_STEP);
    List<Open> open = new ArrayList<>();
    StepRule next = null;
    for (StepRule rule : table.from(stand.state(), LegalTime.day(clock.instant()))) {
      boolean offered =
          rule.page() == StepRule.Page.TRANSFER
              || (rule.page() == StepRule.Page.FORM && rule.role() != StepRule.Who.HOUSE);
      if (!leads
          || !offered
          || StepGuard.closed(rule, stand.lead(), stand.child(), stand.history()).isPresent()) {
        continue;
      }
      Why why =
          rule.page() == StepRule.Page.TRANSFER
              ? null
              : StepGuard.closedTo(viewer, rule).orElse(null);
      open.add(new Open(rule, why));
      if (next == null
          && why == null
          && rule.comesNext(stand.lead(), stand.categories(), stand.history())) {
        next = rule;
      }
    }
    return new Course(stand.state(), next, List.copyOf(open), stand.history().steps());
  }

  /**
   * What was typed into a step of a tip that the viewer has opened: names of the fields to codes
   * and words.
   */
  @Transactional
  public Map<String, String> typed(UUID tipId, UUID stepId) {
    return rows.known(stepId)
        .filter(known -> known.tipId().equals(tipId))
        .flatMap(known -> rows.put(stepId))
        .map(put -> opened(tipId, stepId, put))
        .orElse(Map.of());
  }

  /** The same of the newest step of a kind; empty when there was none. */
  @Transactional
  public Map<String, String> typedLast(UUID tipId, StepKind kind) {
    List<TakenStep> steps = rows.history(tipId).steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).step() == kind) {
        return typed(tipId, steps.get(i).id());
      }
    }
    return Map.of();
  }

  /** The same of all steps of a tip that the viewer has opened: id of the step to its fields. */
  @Transactional
  public Map<UUID, Map<String, String>> typed(UUID tipId) {
    Map<UUID, Map<String, String>> all = new LinkedHashMap<>();
    rows.putsOf(tipId).forEach((id, put) -> all.put(id, opened(tipId, id, put)));
    return all;
  }

  private Map<String, String> opened(UUID tipId, UUID stepId, StepRows.Put put) {
    Map<String, String> all = new LinkedHashMap<>(read(put.codes()));
    byte[] sealed = put.fields();
    if (sealed != null) {
      all.putAll(read(tips.unseal(tipId, sealed, StepRows.FIELDS, stepId)));
    }
    return all;
  }

  private Optional<StepRule> ruleNow(StepKind kind, Stand stand, Instant now) {
    return table
        .rule(kind, LegalTime.day(now))
        .filter(rule -> rule.from().contains(stand.state()))
        .filter(
            rule -> StepGuard.closed(rule, stand.lead(), stand.child(), stand.history()).isEmpty());
  }

  private static TipState target(StepRule rule, Stand stand) {
    TakenStep entry = stand.history().entry();
    if (entry != null && (rule.back() || rule.backTo().contains(entry.from()))) {
      return entry.from();
    }
    return Objects.requireNonNullElse(rule.to(), stand.state());
  }

  private void take(
      UUID tipId,
      Stand stand,
      StepRule rule,
      UUID stepId,
      @Nullable UUID staffId,
      Instant happenedAt,
      Instant now,
      Map<String, String> codes,
      byte @Nullable [] sealed) {
    TakenStep taken =
        new TakenStep(
            stepId,
            stand.history().steps().size() + 1,
            rule.step(),
            stand.state(),
            target(rule, stand),
            stand.lead().id(),
            staffId,
            happenedAt,
            now);
    rows.add(tipId, taken, new StepRows.Put(write(codes), sealed), table.version());
  }

  private void tell(UUID tipId, StepRule rule, Instant at) {
    for (LegalEvent event : rule.events()) {
      clocks.on(tipId, event, at, event == LegalEvent.RECEIVED_BY_COMPETENT ? led(tipId, at) : at);
      went.publishEvent(new CourseWent(tipId, event, at));
    }
  }

  /**
   * What a reporter who joins this tip as it stands must be told of: that it is with who resolves
   * it, since the present course began; its result or suspension, while it stands so. Of a tip that
   * the caller holds.
   *
   * @param at when the reporter joins: what must be told is counted from then
   */
  public List<CourseWent> told(UUID tipId, Instant at) {
    List<TakenStep> steps = rows.history(tipId).steps();
    List<CourseWent> told = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0 && !BEGINS_ANEW.contains(steps.get(i).step()); i--) {
      if (events(steps.get(i)).contains(LegalEvent.RECEIVED_BY_COMPETENT)) {
        told.add(new CourseWent(tipId, LegalEvent.RECEIVED_BY_COMPETENT, at));
        break;
      }
    }
    TakenStep entry = new TakenStep.History(steps).entry();
    if (entry != null) {
      events(entry).stream()
          .filter(ENDS::contains)
          .forEach(event -> told.add(new CourseWent(tipId, event, at)));
    }
    return told;
  }

  private List<LegalEvent> events(TakenStep step) {
    return table
        .rule(step.step(), LegalTime.day(step.happenedAt()))
        .map(StepRule::events)
        .orElse(List.of());
  }

  /** The law counts from when the competent agency got the report, not from when it classified. */
  private Instant led(UUID tipId, Instant at) {
    return rows.ledSince(tipId).filter(since -> since.isBefore(at)).orElse(at);
  }

  private Optional<Stand> stand(UUID tipId) {
    return tips.line(tipId)
        .map(
            line -> {
              TakenStep.History history = rows.history(tipId);
              String lead = access.leadAgency(tipId).orElseThrow();
              List<TakenStep> steps = history.steps();
              return new Stand(
                  TipState.valueOf(line.state()),
                  catalogue.now().agency(lead).orElseThrow(),
                  line.child(),
                  line.categories(),
                  steps.isEmpty() ? line.receivedAt() : steps.get(steps.size() - 1).happenedAt(),
                  history);
            });
  }

  private String write(Map<String, String> values) {
    try {
      return json.writeValueAsString(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> read(String text) {
    try {
      Map<String, String> values = json.readValue(text, Argument.mapOf(String.class, String.class));
      return values == null ? Map.of() : values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
