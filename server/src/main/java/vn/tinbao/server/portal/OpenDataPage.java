package vn.tinbao.server.portal;

import java.util.List;
import java.util.Locale;
import vn.tinbao.server.statistics.OpenData;

/** The open tables there are, the newest first. */
public record OpenDataPage(List<OpenData.Made> tables) {

  /** The address of one. */
  public String file(OpenData.Made made) {
    return "/open-data/"
        + made.subject().name().toLowerCase(Locale.ROOT)
        + "-"
        + made.year()
        + ".csv";
  }
}
