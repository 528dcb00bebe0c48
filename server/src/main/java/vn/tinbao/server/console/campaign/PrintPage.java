package vn.tinbao.server.console.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.Campaign;

/**
 * What can be printed of a campaign.
 *
 * @param posters languages in which there is a text for posters
 * @param scripts the same for the loudspeaker, with the time it takes
 * @param posts languages in which there is a post
 * @param letter whether there is a text message that a telecom company can be asked to send
 * @param unreachable the address in QR codes, when only this very machine can open it; else null
 * @param wrong a sentence; null for nothing
 */
public record PrintPage(
    Campaign campaign,
    List<String> posters,
    List<Script> scripts,
    List<String> posts,
    boolean letter,
    @Nullable String unreachable,
    @Nullable String wrong) {

  /** A text for the loudspeaker. */
  public record Script(String language, String time) {}

  public String here() {
    return "/campaigns/" + campaign.id() + "/print";
  }
}
