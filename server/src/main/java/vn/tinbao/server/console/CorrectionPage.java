package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;

/**
 * The page on which a reading is corrected.
 *
 * @param number short name of the tip to say aloud
 * @param words the reporter's words with what was recognised
 * @param places to choose from: what was read, where the tip is now, what was searched
 * @param mistake key of a sentence, null when there is none
 */
public record CorrectionPage(
    UUID tipId,
    String number,
    MarkedText words,
    List<Choice> places,
    CorrectionForm form,
    @Nullable String mistake) {

  /** A unit to choose: its id, its name with those above, why it is there. */
  public record Choice(long unitId, String place, String note) {

    /** Whether the form has chosen it. */
    public boolean chosen(CorrectionForm form) {
      return String.valueOf(unitId).equals(form.place());
    }
  }

  /** Whether this further category is ticked. */
  public boolean ticked(Category category) {
    List<String> others = form.others();
    return others != null && others.contains(category.name());
  }

  @Override
  public String toString() {
    return "CorrectionPage[" + tipId + "]";
  }
}
