package vn.tinbao.server.console;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.search.TipSearch;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;

/**
 * All that the page for looking for tips shows.
 *
 * @param form as it was typed
 * @param mistakes name of a field to key of the sentence
 * @param result null while nothing was looked for
 * @param next where the next page begins, null at the end
 * @param before how many were found on the pages before this one
 * @param officers of the viewer's agency
 */
public record SearchPage(
    SearchForm form,
    Map<String, String> mistakes,
    TipSearch.@Nullable Result result,
    @Nullable String next,
    int before,
    List<StaffMember> officers,
    Moments moments) {

  /** The short number of a tip. */
  public static String number(TipDesk.Line line) {
    return TipPageMaker.number(line.id());
  }

  /** How many were found until here. */
  public int found() {
    return before + (result == null ? 0 : result.lines().size());
  }

  /** Whether another page came before this one. */
  public boolean goesOn() {
    String after = form.after();
    return after != null && !after.isBlank();
  }

  /** The states that can be chosen. */
  public List<String> states() {
    return SearchForm.STATES;
  }
}
