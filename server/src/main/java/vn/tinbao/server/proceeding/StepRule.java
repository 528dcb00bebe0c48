package vn.tinbao.server.proceeding;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.papers.PaperNumbers;
import vn.tinbao.server.understanding.Category;

/**
 * One row of the table of steps, during one period of law.
 *
 * @param to null: the same state, {@link #back}, or that of the report it was split off
 * @param back whether it leads to the state before the present one
 * @param backTo states before the present one to which it leads back; else to {@code to}
 * @param main when it is the main button; null: never
 * @param needed names of those of {@code fields} that must be given
 * @param form number of its paper in TT 119/2021/TT-BCA, null when unknown
 * @param series in which the agency gives the tip a number by it; null: none
 * @param events what the clocks are told, in this order
 * @param after steps that must have been taken before
 * @param notAfter steps that must not
 * @param enteredBy by which step the tip must have come into its state; empty: by any
 * @param notEnteredBy by which it must not
 * @param child only for a tip about a child
 * @param decision whether it is a decision of BLTTHS art. 147.1 or else ends the agency's work
 * @param many whether one form may take it for several tips
 * @param basis article of law
 * @param verified whether that was read in the text of the law
 */
public record StepRule(
    StepKind step,
    Set<TipState> from,
    @Nullable TipState to,
    boolean back,
    Set<TipState> backTo,
    LeadKind lead,
    Who role,
    Page page,
    @Nullable MainButton main,
    List<StepField> fields,
    Set<String> needed,
    @Nullable String form,
    PaperNumbers.@Nullable Series series,
    List<LegalEvent> events,
    Set<StepKind> after,
    Set<StepKind> notAfter,
    Set<StepKind> enteredBy,
    Set<StepKind> notEnteredBy,
    Once once,
    boolean child,
    boolean decision,
    boolean many,
    String basis,
    boolean verified,
    LocalDate validFrom,
    @Nullable LocalDate validTo) {

  /** Who of the lead agency takes it. */
  public enum Who {
    /** The officer on duty, or the head. */
    DESK,
    /** The head. */
    HEAD,
    /** Nobody by itself: it follows from another act. */
    HOUSE
  }

  /** Where it is offered. */
  public enum Page {
    FORM,
    TRANSFER,
    DOOR
  }

  /** How often it may be taken. */
  public enum Once {
    NO,
    TIP,
    /** For each agency that leads the tip. */
    AGENCY,
    /** Since the tip was resumed, or since the beginning. */
    COURSE
  }

  /** What a form asks for that takes the step for several tips: nothing of one tip's paper. */
  public List<StepField> fieldsOfMany() {
    return fields.stream().filter(field -> !field.onePaper()).toList();
  }

  /** Whether it is law on that day. */
  public boolean validOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }

  /** Whether it is the main button while it is the first open one. */
  boolean comesNext(Agency lead, List<Category> categories, TakenStep.History history) {
    return main != null && main.fits(lead, categories, history);
  }
}
