package vn.tinbao.server.access;

import jakarta.inject.Singleton;
import java.util.Map;

/** Saying what the machine got wrong. */
@Singleton
final class CorrectionCases implements AccessCases {
  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "GET /desk/tips/{id}/correction",
        (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/correction"),
        "POST /desk/tips/{id}/correction",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/correction",
                "kind",
                "REPORT",
                "category",
                "LURE_ABROAD",
                "urgency",
                "3",
                "place",
                "NONE"));
  }
}
