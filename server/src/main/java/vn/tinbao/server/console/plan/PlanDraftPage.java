package vn.tinbao.server.console.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanMistake;
import vn.tinbao.server.plan.PlanSection;

/**
 * One draft.
 *
 * @param text of the expert's editor: the document, or what was typed and is wrong
 * @param changes against the version in force
 * @param nobody words that mean no agency in the plan's days
 * @param second whether the viewer may issue it
 */
public record PlanDraftPage(
    PlanDraft draft,
    String title,
    List<Section> sections,
    String text,
    List<String> changes,
    List<Nobody> nobody,
    boolean second,
    LocalDate today,
    String number,
    String day,
    String signer,
    @Nullable String mistake,
    List<PlanMistake> mistakes) {

  /** A section and its entries; of one that is no list one entry with n 1. */
  public record Section(PlanSection section, List<Entry> entries) {}

  /**
   * An entry in a line.
   *
   * @param n from 1
   * @param small what else is worth knowing; may be empty
   */
  public record Entry(int n, String title, String small) {}

  /**
   * A word for which there is no agency.
   *
   * @param where where the plan has it, in words
   * @param instead names of who took its work over; empty: not known
   */
  public record Nobody(String name, String where, String instead) {}
}
