package vn.tinbao.server.console.catalogue;

import java.util.List;
import java.util.Map;

/**
 * The second look at an agency that begins or ends: what was typed, what follows from it, and the
 * button that does it.
 *
 * @param title key of the sentence on top
 * @param action where the form goes
 * @param fields sent again, unseen
 * @param facts what will stand there
 * @param warnings whole sentences
 */
public record AgencyLookPage(
    String title,
    String action,
    Map<String, String> fields,
    List<Fact> facts,
    List<String> warnings) {

  /** One line; the key of its name. */
  public record Fact(String label, String value) {}
}
