package vn.tinbao.server.plan;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.plan.PlanImportReport.Outcome;
import vn.tinbao.server.plan.PlanMistake.Why;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.db.SqlTime;

/**
 * Takes in plans from files: a new one, or another version of one that is there. The same file
 * twice changes nothing.
 */
@Singleton
public class PlanImport {
  private final TransactionOperations<Connection> transactions;
  private final PlanRows rows;
  private final PlanAgencies agencies;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  PlanImport(
      TransactionOperations<Connection> transactions,
      PlanRows rows,
      PlanAgencies agencies,
      Catalogue catalogue,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.agencies = agencies;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Imports in one transaction.
   *
   * @param name of the file, for messages
   * @param text of the file
   * @param by who imports; null: an operator at the command line
   * @param dryRun do everything, then undo it
   * @throws PlanUnreadableException with all that is wrong; nothing is imported
   */
  public PlanImportReport run(String name, String text, @Nullable UUID by, boolean dryRun) {
    return take(read(name, text), by, dryRun, false);
  }

  /**
   * Reads and checks a file, and imports nothing.
   *
   * @throws PlanUnreadableException with all that is wrong
   */
  public Plan read(String name, String text) {
    PlanFile file = PlanFile.read(name, text);
    if (agencies.unit(file.plan()).isEmpty()) {
      catalogue.refresh();
      if (agencies.unit(file.plan()).isEmpty()) {
        throw new PlanUnreadableException(
            name,
            List.of(
                new PlanMistake(
                    file.unitLine(), "unit", Why.UNKNOWN_UNIT, file.plan().unitCode())));
      }
    }
    return file.plan();
  }

  PlanImportReport take(Plan plan, @Nullable UUID by, boolean dryRun, boolean builtIn) {
    String document = PlanText.of(plan);
    return transactions.executeWrite(
        status -> {
          if (dryRun) {
            status.setRollbackOnly();
          }
          rows.lock(plan.id());
          Optional<PlanRows.Content> before = rows.content(plan.id());
          if (before.filter(content -> content.text().equals(document)).isPresent()) {
            return report(plan, Outcome.SAME, before.get().version(), dryRun, List.of());
          }
          int version = rows.newest(plan.id()) + 1;
          Instant now = SqlTime.now(clock);
          rows.imported(plan.id(), version, document, by, now);
          rows.inForce(plan, version, builtIn, now);
          if (by != null) {
            audit.record(by, "PLAN_IMPORTED", "PLAN", plan.id());
          }
          List<String> changes =
              before
                  .map(
                      old ->
                          changes(PlanFile.read(plan.id(), old.text(), key -> true).plan(), plan))
                  .orElse(List.of());
          return report(
              plan, before.isPresent() ? Outcome.CHANGED : Outcome.ADDED, version, dryRun, changes);
        });
  }

  private PlanImportReport report(
      Plan plan, Outcome outcome, int version, boolean dryRun, List<String> changes) {
    List<String> odd = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      if (task.dueOn() != null && task.lastDay(plan) == null) {
        odd.add(task.id());
      }
    }
    List<String> nobody =
        agencies.nobody(plan).stream().map(PlanAgencies.Nobody::key).distinct().toList();
    return new PlanImportReport(
        plan.id(),
        plan.title(),
        outcome,
        version,
        dryRun,
        (int) plan.tasks().stream().filter(t -> t.kind() == PlanTask.Kind.TASK).count(),
        (int) plan.tasks().stream().filter(t -> t.kind() == PlanTask.Kind.SOLUTION).count(),
        plan.targets().size(),
        plan.reporting().rules().size(),
        changes,
        nobody,
        odd);
  }

  /** What differs, part by part: {@code + tasks t3}, {@code - targets g2}, {@code ~ tasks t1}. */
  public static List<String> changes(Plan before, Plan after) {
    List<String> found = new ArrayList<>();
    if (!head(before).equals(head(after))) {
      found.add("~ head");
    }
    compare(found, "targets", before.targets(), after.targets(), PlanTarget::id);
    compare(found, "tasks", before.tasks(), after.tasks(), PlanTask::id);
    compare(found, "windows", before.windows(), after.windows(), PlanWindow::id);
    whole(found, "basis", before.basis(), after.basis());
    whole(found, "reports", before.reporting(), after.reporting());
    whole(found, "recipients", before.recipients(), after.recipients());
    whole(found, "notes", before.notes(), after.notes());
    return List.copyOf(found);
  }

  private static List<Object> head(Plan plan) {
    List<Object> head = new ArrayList<>();
    head.add(plan.title());
    head.add(plan.startsOn());
    head.add(plan.endsOn());
    head.add(plan.unitCode());
    head.add(plan.issuerKey());
    head.add(plan.issuerName());
    head.add(plan.signer());
    head.add(plan.source());
    for (Object part :
        new @Nullable Object[] {
          plan.number(),
          plan.issuedOn(),
          plan.issuedAfter(),
          plan.issuedBefore(),
          plan.place(),
          plan.outlook(),
          plan.theme(),
          plan.superiorId(),
          plan.copiedFrom()
        }) {
      head.add(String.valueOf(part));
    }
    return head;
  }

  private static void whole(List<String> found, String part, Object before, Object after) {
    if (!before.equals(after)) {
      found.add("~ " + part);
    }
  }

  private static <T> void compare(
      List<String> found, String part, List<T> before, List<T> after, Function<T, String> id) {
    Map<String, T> old = new LinkedHashMap<>();
    before.forEach(one -> old.put(id.apply(one), one));
    for (T one : after) {
      T other = old.remove(id.apply(one));
      if (other == null) {
        found.add("+ " + part + " " + id.apply(one));
      } else if (!Objects.equals(one, other)) {
        found.add("~ " + part + " " + id.apply(one));
      }
    }
    old.keySet().forEach(gone -> found.add("- " + part + " " + gone));
  }
}
