package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;

/**
 * The part of a tip's page about people: records that began from it.
 *
 * @param ids those that the viewer may open
 * @param begins whether the viewer may begin one
 */
public record PeoplePart(UUID tipId, List<UUID> ids, boolean begins) {

  /** The number under which people speak of a record. */
  public String number(UUID id) {
    return TipPageMaker.number(id);
  }
}
