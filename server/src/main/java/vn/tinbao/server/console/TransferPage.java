package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.TipDesk;

/**
 * The page that offers a tip to another agency.
 *
 * @param number short name of the tip
 * @param query words that agencies were looked for by, empty for those near by
 * @param id of the offer that may be made on this page
 * @param form as sent before, when something in it was wrong
 */
public record TransferPage(
    TipDesk.Line tip,
    String number,
    String query,
    List<Choice> choices,
    UUID id,
    TransferForm form,
    @Nullable String mistake) {

  /** An agency to choose. */
  public record Choice(String id, String name, String place) {}
}
