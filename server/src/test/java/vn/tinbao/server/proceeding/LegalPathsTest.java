package vn.tinbao.server.proceeding;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.calendar.CalendarDay;
import vn.tinbao.server.calendar.LegalCalendar;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.calendar.SlowCount;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.ClockRule;
import vn.tinbao.server.clocks.ClockRules;
import vn.tinbao.server.clocks.TipClock;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.LegalCourse;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/**
 * Walks random paths: steps that are open and steps that are not, by those who may and those who
 * may not, offers and answers, new words, time that passes. Whatever happens, one agency leads, the
 * history is whole, and no state changes but by a row of the table; and whatever the limits and the
 * days off, each clock is due when a slow count of its own says.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "tinbao.test.random-limits", value = "${tinbao.test.seed:20261122}")
class LegalPathsTest {
  private static final boolean FULL = "full".equals(System.getProperty("tinbao.test.size"));
  private static final int WALKS = FULL ? 200 : 4;
  private static final int TURNS = 30;

  private static final String STORY =
      "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái 13 tuổi sang Trung Quốc";

  /** Ways through the law, by whose lead: so that each step is taken, whatever chance does. */
  private static final String CHAINS =
      """
      PROVINCE: REGISTER BEGIN_CLASSIFYING FIND_COMPETENT TELL_PROCURACY ASSIGN VERIFY PROLONG \
      REQUEST_EXTENSION EXTEND REPORT_CLOSING SUSPEND SEND_DECISION RESUME SEND_RESUMPTION \
      GO_ON_VERIFYING NOT_PROSECUTE ADMIN_OFFENCE ADMINISTRATIVE_TRANSFER
      BORDER: REGISTER BEGIN_CLASSIFYING FIND_COMPETENT ASSIGN VERIFY PROLONG REQUEST_EXTENSION \
      REFUSE_EXTENSION PROSECUTE HAND_OVER_CASE
      PROVINCE: REGISTER BEGIN_CLASSIFYING FIND_NOT_COMPETENT DISPUTE SETTLE_DISPUTE \
      PROSECUTE_AT_ONCE SEND_DECISION
      PROVINCE: PROCURACY_DEMAND MEET_DEMAND TAKE_OVER SEND_FILE REPORTED_PROSECUTED
      COMMUNE: INFORM_INVESTIGATOR REGISTER PROPOSE_INVESTIGATOR HELP_CHILD PASS_ON \
      PASSED_ON_REJECTED PASS_ON PASSED_ON_ACCEPTED REPORTED_SUSPENDED REPORTED_RESUMED \
      REPORTED_NOT_PROSECUTED
      COMMUNE: REGISTER BEGIN_CLASSIFYING NOT_A_REPORT REOPEN DUPLICATE UNDO_MERGE MERGE UNDO_MERGE \
      SPLIT UNDO_SPLIT LEAD_CHANGED
      PROVINCE: REGISTER NOTE_BREACH REPORT_BREACH NOTE_DATA_REQUEST REPLY_DATA_REQUEST \
      ANSWER_DATA_REQUEST
      COMMUNE: TRANSFER_OFFERED TRANSFER_WITHDRAWN TRANSFER_OFFERED TRANSFER_REJECTED \
      TRANSFER_OFFERED TRANSFER_ACCEPTED
      """;

  @Inject Proceedings proceedings;
  @Inject StepTable table;
  @Inject LegalCourse course;
  @Inject TipTransfers transfers;
  @Inject TipDesk desk;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject AccessWorld world;
  @Inject LegalCalendar calendar;
  @Inject TipClocks clocks;
  @Inject ClockRules rules;
  @Inject Catalogue catalogue;
  @Inject TestSql sql;
  @Inject SettableClock clock;
  @Inject TransactionOperations<Connection> transactions;

  private final Map<StepKind, Integer> taken = new EnumMap<>(StepKind.class);
  private Random random = new Random(0);
  private List<String> agencies = List.of();
  private int refused;
  private int counted;

  @Test
  void on_every_path_one_agency_leads_and_the_history_is_whole() {
    agencies = List.of(AccessWorld.HERE, AccessWorld.THIRD, province(), border(), committee());
    long seed = Long.getLong("tinbao.test.seed", 20261122L);
    random = new Random(seed);
    daysOff();
    for (String chain : CHAINS.lines().toList()) {
      int colon = chain.indexOf(':');
      follow(lead(chain.substring(0, colon)), chain.substring(colon + 2).split(" "));
    }
    for (int walk = 0; walk < WALKS; walk++) {
      random = new Random(seed + walk);
      walk("seed " + (seed + walk));
    }
    assertThat(taken.keySet()).containsExactlyInAnyOrder(StepKind.values());
    assertThat(refused).isGreaterThan(WALKS * 2);
    assertThat(counted).isGreaterThan(WALKS * 2);
  }

  /** Some days off in the week and some weekends that are worked, in all the time that passes. */
  private void daysOff() {
    UUID admin = UUID.randomUUID();
    for (int i = 0; i < 150; i++) {
      LocalDate day = LocalDate.of(2026, 11, 1).plusDays(random.nextInt(1500));
      calendar.say(
          new CalendarDay(day, !calendar.worked(day), "Ngày thử", "thử", true, true), admin);
    }
  }

  /** Each clock that began by an event is due as counted with a finger on the calendar. */
  private void dueAsCounted(String where, UUID tip) {
    SlowCount count = new SlowCount(calendar::worked);
    for (TipClock one : clocks.of(tip)) {
      ClockRule rule = rules.of(one.clock(), LegalTime.day(one.startedAt())).orElseThrow();
      if (rule.from() == null && rule.before().isEmpty()) {
        assertThat(one.dueAt())
            .as(where + ", " + one.clock() + " since " + one.startedAt())
            .isEqualTo(count.after(one.startedAt(), rule.limit()));
        counted++;
      }
    }
  }

  /** A part that is split off stands where the whole one does, with a history of its own. */
  private void splitOff(String where, UUID tip) {
    UUID part = Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi").id();
    String stood =
        state(tip).equals("SPLIT")
            ? sql.text(
                "SELECT from_state FROM tinbao.tip_step WHERE tip_id = '%s' AND to_state = 'SPLIT'"
                        .formatted(tip)
                    + " AND from_state <> 'SPLIT' ORDER BY n DESC LIMIT 1")
            : state(tip);
    boolean splits =
        table
            .rule(StepKind.SPLIT, LegalTime.day(clock.asClock().instant()))
            .orElseThrow()
            .from()
            .contains(TipState.valueOf(stood));
    for (int i = 0; i < 2; i++) {
      boolean again = i == 1 && splits;
      Boolean made =
          transactions.executeWrite(
              status -> {
                desk.hold(part);
                return proceedings.splitOff(part, tip, head(lead(tip)).id());
              });
      assertThat(made).isEqualTo(!again);
    }
    taken.merge(StepKind.SPLIT_OFF, 1, Integer::sum);
    assertThat(state(part)).as(where).isEqualTo(splits ? stood : "RECEIVED");
  }

  private String lead(String kind) {
    return switch (kind) {
      case "PROVINCE" -> province();
      case "BORDER" -> border();
      default -> AccessWorld.HERE;
    };
  }

  /** One way through the law from its beginning to its end, while other things happen. */
  private void follow(String agency, String[] chain) {
    TipReceipt tip = Tips.submit(intake, STORY);
    TipReceipt other = Tips.submit(intake, STORY);
    lead(tip.id(), agency);
    lead(other.id(), agency);
    int steps = 0;
    for (String name : chain) {
      clock.advance(Duration.ofMinutes(1 + random.nextInt(60 * 24 * 20)));
      if (random.nextInt(4) == 0) {
        refusedStep(tip.id(), other.id());
      }
      StepRule rule =
          table
              .rule(StepKind.valueOf(name), LegalTime.day(clock.asClock().instant()))
              .orElseThrow();
      switch (rule.step()) {
        case TRANSFER_OFFERED, TRANSFER_ACCEPTED, TRANSFER_REJECTED, TRANSFER_WITHDRAWN ->
            turn(tip.id(), rule.step());
        case LEAD_CHANGED -> ledAnew(tip.id());
        default -> {
          TipState from = TipState.valueOf(state(tip.id()));
          StepOutcome outcome =
              proceedings.step(
                  head(agency), newId(), tip.id(), rule.step(), fields(rule, other.id()));
          assertThat(outcome).as(name).isInstanceOf(StepOutcome.Done.class);
          assertThat(legal(rule, from, TipState.valueOf(state(tip.id())), tip.id())).isTrue();
          taken.merge(rule.step(), 1, Integer::sum);
        }
      }
      steps++;
      holds(name, tip.id(), steps);
    }
  }

  private void turn(UUID tip, StepKind step) {
    UUID id = newId();
    String lead = lead(tip);
    TipTransfers.Outcome outcome =
        switch (step) {
          case TRANSFER_OFFERED ->
              transfers.offer(
                  duty(lead),
                  id,
                  tip,
                  AccessWorld.THIRD,
                  TipTransfers.Reason.OTHER_PLACE,
                  null,
                  true);
          case TRANSFER_ACCEPTED -> transfers.accept(duty(AccessWorld.THIRD), open(tip));
          case TRANSFER_REJECTED ->
              transfers.reject(duty(AccessWorld.THIRD), open(tip), "Không phải");
          default -> transfers.withdraw(duty(lead), open(tip));
        };
    assertThat(count(outcome, step)).isEqualTo(1);
  }

  private UUID open(UUID tip) {
    return transfers.ofTip(tip).stream()
        .filter(view -> view.state() == TipTransfers.State.PENDING)
        .findFirst()
        .orElseThrow()
        .id();
  }

  private void walk(String name) {
    TipReceipt tip =
        Tips.submit(
            intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái 13 tuổi sang Trung Quốc");
    TipReceipt other = Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi");
    lead(tip.id(), agencies.get(random.nextInt(agencies.size())));
    int steps = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      String before = state(tip.id());
      clock.advance(Duration.ofSeconds(1));
      switch (random.nextInt(10)) {
        case 0 -> clock.advance(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
        case 1 -> followUp.write(tip.code().grouped(), newId(), "Họ hẹn ở bến xe");
        case 2 -> steps += transfer(tip.id());
        case 3 -> steps += random.nextInt(3) == 0 ? ledAnew(tip.id()) : 0;
        case 4 -> refusedStep(tip.id(), other.id());
        default -> steps += step(tip.id(), other.id());
      }
      holds(name + ", turn " + turn + ", from " + before, tip.id(), steps);
    }
    splitOff(name, tip.id());
  }

  /** One of the steps that are open, those taken least first. */
  private int step(UUID tip, UUID other) {
    String leads = lead(tip);
    lead(other, leads);
    StaffMember head = head(leads);
    TipState from = TipState.valueOf(state(tip));
    List<StepRule> may = new ArrayList<>();
    for (StepRule rule : table.from(from, LegalTime.day(clock.asClock().instant()))) {
      if (rule.role() != StepRule.Who.HOUSE) {
        may.add(rule);
      }
    }
    may.sort(
        Comparator.comparingInt(
            rule -> taken.getOrDefault(rule.step(), 0) * 4 + random.nextInt(6)));
    for (StepRule rule : may) {
      UUID id = newId();
      StepOutcome outcome = proceedings.step(head, id, tip, rule.step(), fields(rule, other));
      if (outcome instanceof StepOutcome.Done done) {
        assertThat(done.state()).isEqualTo(TipState.valueOf(state(tip)));
        assertThat(legal(rule, from, done.state(), tip)).as(rule.step() + " " + done).isTrue();
        // The same form again: the same step, and none besides.
        assertThat(proceedings.step(head, id, tip, rule.step(), Map.of()))
            .isEqualTo(new StepOutcome.Done(tip, done.state()));
        taken.merge(rule.step(), 1, Integer::sum);
        return 1;
      }
      assertThat(outcome).isInstanceOf(StepOutcome.NotAllowed.class);
    }
    return 0;
  }

  private boolean legal(StepRule rule, TipState from, TipState to, UUID tip) {
    if (rule.back()) {
      return to.name()
          .equals(
              sql.text(
                  """
                  SELECT from_state FROM tinbao.tip_step WHERE tip_id = '%s' AND to_state = '%s'
                    AND from_state <> to_state ORDER BY n DESC LIMIT 1
                  """
                      .formatted(tip, from)));
    }
    return to == (rule.to() == null ? from : rule.to());
  }

  /** By those who may not, out of turn, with nonsense: nothing changes. */
  private void refusedStep(UUID tip, UUID other) {
    String before = sql.text("SELECT count(*) FROM tinbao.tip_step") + state(tip);
    StepKind kind = StepKind.values()[random.nextInt(StepKind.values().length)];
    StepRule rule = table.rule(kind, LegalTime.day(clock.asClock().instant())).orElseThrow();
    String lead = lead(tip);
    boolean out = !rule.from().contains(TipState.valueOf(state(tip)));
    Map<String, String> fields = fields(rule, other);
    StepOutcome outcome;
    if (out && random.nextBoolean()) {
      outcome = proceedings.step(head(lead), newId(), tip, kind, fields);
    } else if (rule.role() == StepRule.Who.HOUSE) {
      outcome = proceedings.step(head(lead), newId(), tip, kind, fields);
    } else if (rule.role() == StepRule.Who.HEAD && random.nextBoolean()) {
      outcome = proceedings.step(duty(lead), newId(), tip, kind, fields);
    } else if (!rule.needed().isEmpty() && random.nextBoolean()) {
      outcome =
          proceedings.step(
              head(lead), newId(), tip, kind, Map.of("happened_at", "2090-01-01T00:00"));
    } else {
      outcome = proceedings.step(head(AccessWorld.ELSEWHERE), newId(), tip, kind, fields);
      assertThat(outcome).isInstanceOf(StepOutcome.NotFound.class);
    }
    assertThat(outcome).as(kind.name()).isNotInstanceOf(StepOutcome.Done.class);
    assertThat(sql.text("SELECT count(*) FROM tinbao.tip_step") + state(tip)).isEqualTo(before);
    refused++;
  }

  /** An offer, or an answer to the open one, or an answer of somebody without a say. */
  private int transfer(UUID tip) {
    String lead = lead(tip);
    List<TipTransfers.View> open =
        transfers.ofTip(tip).stream()
            .filter(view -> view.state() == TipTransfers.State.PENDING)
            .toList();
    if (open.isEmpty()) {
      String to = agencies.get(random.nextInt(agencies.size()));
      TipTransfers.Outcome outcome =
          transfers.offer(
              duty(lead),
              newId(),
              tip,
              to,
              TipTransfers.Reason.OTHER_PLACE,
              null,
              random.nextBoolean());
      return count(outcome, StepKind.TRANSFER_OFFERED);
    }
    UUID id = open.get(0).id();
    String to = sql.text("SELECT to_agency_id FROM tinbao.tip_transfer WHERE id = '" + id + "'");
    return switch (random.nextInt(4)) {
      case 0 -> count(transfers.accept(duty(to), id), StepKind.TRANSFER_ACCEPTED);
      case 1 -> count(transfers.reject(duty(to), id, "Không phải"), StepKind.TRANSFER_REJECTED);
      case 2 -> count(transfers.withdraw(duty(lead), id), StepKind.TRANSFER_WITHDRAWN);
      default -> count(transfers.accept(duty(AccessWorld.ELSEWHERE), id), StepKind.LEAD_CHANGED);
    };
  }

  private int count(TipTransfers.Outcome outcome, StepKind step) {
    if (outcome instanceof TipTransfers.Outcome.Done) {
      taken.merge(step, 1, Integer::sum);
      return 1;
    }
    return 0;
  }

  /** As a change of the catalogue would. */
  private int ledAnew(UUID tip) {
    if (transfers.ofTip(tip).stream().anyMatch(v -> v.state() == TipTransfers.State.PENDING)) {
      return 0;
    }
    long before = sql.number(ofTip("tip_step", tip));
    transactions.executeWrite(
        status -> {
          desk.hold(tip);
          course.turned(tip, LegalCourse.Turn.LED_ANEW, null);
          return true;
        });
    int made = (int) (sql.number(ofTip("tip_step", tip)) - before);
    if (made > 0) {
      taken.merge(StepKind.LEAD_CHANGED, 1, Integer::sum);
    }
    return made;
  }

  /**
   * One lead, and the tip's own; a chain of steps without holes or jumps, in the order of time,
   * that ends where the tip stands; each step by hand once in the timeline.
   */
  private void holds(String where, UUID tip, int steps) {
    String found =
        sql.text(
            """
            SELECT concat_ws(' ',
              (SELECT count(*) || '=' || bool_and(a.agency_id = t.lead_agency_id)
               FROM tinbao.tip_agency a
               WHERE a.tip_id = t.id AND a.role = 'LEAD' AND a.until IS NULL),
              (SELECT count(*) || '=' || coalesce(max(n), 0) || '=' || coalesce(bool_and(fits), true)
               FROM (SELECT n, from_state = lag(to_state, 1, 'RECEIVED') OVER (ORDER BY n)
                       AND happened_at <= at
                       AND happened_at >= lag(happened_at, 1, happened_at) OVER (ORDER BY n) AS fits
                     FROM tinbao.tip_step WHERE tip_id = t.id) s),
              coalesce((SELECT to_state FROM tinbao.tip_step WHERE tip_id = t.id
                ORDER BY n DESC LIMIT 1), 'RECEIVED') = t.state,
              (SELECT count(*) FROM tinbao.tip_event
               WHERE tip_id = t.id AND kind LIKE 'STEP\\_%%')
              = (SELECT count(*) FROM tinbao.tip_step WHERE tip_id = t.id
                 AND step NOT LIKE 'TRANSFER\\_%%' AND step <> 'LEAD_CHANGED'),
              NOT EXISTS (SELECT FROM tinbao.tip_clock WHERE tip_id = t.id
                AND state IN ('RUNNING', 'BREACHED') GROUP BY clock HAVING count(*) > 1),
              t.state NOT IN ('PROSECUTED', 'NOT_PROSECUTED', 'NOT_A_REPORT') OR NOT EXISTS
                (SELECT FROM tinbao.tip_clock WHERE tip_id = t.id AND clock LIKE 'resolve%%'
                   AND state IN ('RUNNING', 'BREACHED')))
            FROM tinbao.tip t WHERE t.id = '%s'
            """
                .formatted(tip));
    assertThat(found).as(where).isEqualTo("1=true %d=%d=true t t t t".formatted(steps, steps));
    assertThat(desk.open(duty(lead(tip)), tip)).as(where).isPresent();
    dueAsCounted(where, tip);
  }

  private Map<String, String> fields(StepRule rule, UUID other) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (StepField field : rule.fields()) {
      if (!rule.needed().contains(field.name()) && random.nextBoolean()) {
        continue;
      }
      fields.put(
          field.name(),
          switch (field.kind()) {
            case WORDS -> "Đội 3";
            case DAY -> LegalTime.day(clock.asClock().instant()).toString();
            case CHOICE -> field.of().get(random.nextInt(field.of().size()));
            case TIP -> other.toString();
          });
    }
    return fields;
  }

  /** Gives it to an agency past all doors, so that every kind of lead is met from the start. */
  private void lead(UUID tip, String agency) {
    sql.run(
        """
        DELETE FROM tinbao.tip_agency WHERE tip_id = '%1$s';
        INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since)
        SELECT id, '%2$s', 'LEAD', received_at FROM tinbao.tip WHERE id = '%1$s';
        UPDATE tinbao.tip SET lead_agency_id = '%2$s' WHERE id = '%1$s'
        """
            .formatted(tip, agency));
  }

  private String province() {
    return one(a -> a.id().startsWith("ca_tinh@20/"));
  }

  private String border() {
    return one(a -> a.function() == AgencyFunction.BORDER_GUARD && a.mayResolve());
  }

  private String committee() {
    return one(a -> a.function() == AgencyFunction.PEOPLES_COMMITTEE);
  }

  private String one(Predicate<Agency> wanted) {
    return catalogue.now().agencies().stream()
        .filter(a -> a.standsOn(LegalTime.day(clock.asClock().instant())) && a.validTo() == null)
        .filter(wanted)
        .map(Agency::id)
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  private String lead(UUID tip) {
    return sql.text("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + tip + "'");
  }

  private String state(UUID tip) {
    return sql.text("SELECT state FROM tinbao.tip WHERE id = '" + tip + "'");
  }

  private static String ofTip(String table, UUID tip) {
    return "SELECT count(*) FROM tinbao." + table + " WHERE tip_id = '" + tip + "'";
  }

  private StaffMember head(String agency) {
    return world.person("lanhdao", agency, Role.AGENCY_LEAD);
  }

  private StaffMember duty(String agency) {
    return world.person("truc", agency, Role.DUTY_OFFICER);
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
