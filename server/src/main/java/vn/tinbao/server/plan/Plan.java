package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan of a committee or people's committee, whole, as one version of its document says.
 *
 * <p>Agencies are keys of the common list ({@code ca_huyen}, {@code phong_ban_nganh}); who that is
 * on a day says {@link PlanAgencies}.
 *
 * @param id for ever the same, {@code thua-thien-hue-2024}
 * @param number số, ký hiệu; null or incomplete where the text has none
 * @param issuedOn null when the text names no day; then {@code issuedAfter} and {@code
 *     issuedBefore} say what is known
 * @param place where it was signed
 * @param startsOn first day; units and agencies are meant as of it
 * @param endsOn last day, inclusive
 * @param outlook year up to which it looks ahead, null when none
 * @param unitCode official code of the unit that it is for
 * @param issuerKey agency that issues it; {@code issuerName} as its head says
 * @param theme of the year, null when none
 * @param superiorId plan that it carries out below, null when none is known here
 * @param copiedFrom plan of an earlier year that it was made from, null when none
 */
public record Plan(
    String id,
    String title,
    @Nullable String number,
    @Nullable LocalDate issuedOn,
    @Nullable LocalDate issuedAfter,
    @Nullable LocalDate issuedBefore,
    @Nullable String place,
    LocalDate startsOn,
    LocalDate endsOn,
    @Nullable Integer outlook,
    String unitCode,
    String issuerKey,
    String issuerName,
    @Nullable String theme,
    PlanSigner signer,
    String source,
    @Nullable String superiorId,
    @Nullable String copiedFrom,
    List<PlanBasis> basis,
    List<PlanTarget> targets,
    List<PlanTask> tasks,
    List<PlanWindow> windows,
    PlanReporting reporting,
    List<PlanRecipient> recipients,
    List<PlanNote> notes) {

  /** Lists are copied. */
  public Plan {
    basis = List.copyOf(basis);
    targets = List.copyOf(targets);
    tasks = List.copyOf(tasks);
    windows = List.copyOf(windows);
    recipients = List.copyOf(recipients);
    notes = List.copyOf(notes);
  }

  /** The task or solution of that id. */
  public Optional<PlanTask> task(String taskId) {
    return tasks.stream().filter(task -> task.id().equals(taskId)).findFirst();
  }

  /** Whether it runs on that day. */
  public boolean runsOn(LocalDate day) {
    return !day.isBefore(startsOn) && !day.isAfter(endsOn);
  }
}
