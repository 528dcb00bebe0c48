package vn.tinbao.mobile.capture;

import io.avaje.jsonb.Json;
import vn.tinbao.mobile.media.MediaKind;

/**
 * A photo, film, recording or document that lies sealed on this phone.
 *
 * @param id made here, the same at every try to send it; also its name among the sealed files
 * @param name as the agency sees it; never the name it had on the phone, which may name a person
 * @param length bytes, after cleaning
 * @param cleaned whether place, time and maker were taken out here; if not, the server does it as
 *     far as it can
 */
@Json
public record AttachedFile(String id, String name, MediaKind kind, long length, boolean cleaned) {

  /** The same under the name by which the agency sees it. */
  AttachedFile named(String newName) {
    return new AttachedFile(id, newName, kind, length, cleaned);
  }

  @Override
  public String toString() {
    return "AttachedFile[" + id + "]";
  }
}
