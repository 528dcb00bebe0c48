package vn.tinbao.server.console.victim;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.victim.Referrals;
import vn.tinbao.server.victim.Victims;

/**
 * Records that the viewer may open, and people whom other agencies offer.
 *
 * @param exports whether the viewer may take records out as a file
 * @param removals from when on records may be deleted, by id
 * @param mistake key of a sentence; empty: none
 */
public record VictimListPage(
    List<Victims.Line> lines,
    List<Referrals.Offer> offers,
    boolean exports,
    String ownAgency,
    Map<String, String> agencies,
    Map<UUID, Instant> removals,
    Moments moments,
    String mistake) {

  public String agency(String id) {
    return agencies.getOrDefault(id, id);
  }

  /** The number under which people speak of a record. */
  public String number(UUID id) {
    return VictimPageMaker.number(id);
  }
}
